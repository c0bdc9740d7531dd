"""Integers as bytes, 7 bits a byte and the sign in the lowest bit (LEB128 over ZigZag, as in Protocol Buffers)."""

from __future__ import annotations

from collections.abc import Iterable


def pack_numbers(numbers: Iterable[int]) -> bytes:
    """For `unpack_numbers`: a byte for each number from -64 to 63, two from -8192 to 8191, and so on."""
    return b"".join(map(_PACKED.__getitem__, numbers))


class _Packed(dict[int, bytes]):
    """Numbers as they are packed; those of two bytes and less are kept."""

    def __missing__(self, number: int) -> bytes:
        rest = number << 1 if number >= 0 else ~(number << 1)
        out = bytearray()
        while rest > 0x7F:
            out.append(rest & 0x7F | 0x80)
            rest >>= 7
        out.append(rest)
        packed = bytes(out)
        if len(packed) <= _KEPT_BYTES:
            self[number] = packed
        return packed


_KEPT_BYTES = 2
_PACKED = _Packed()


def unpack_numbers(content: bytes) -> list[int]:
    """What `pack_numbers` was given."""
    numbers = []
    number = shift = 0
    for byte in content:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte <= 0x7F:
            numbers.append(~(number >> 1) if number & 1 else number >> 1)
            number = shift = 0
    return numbers
