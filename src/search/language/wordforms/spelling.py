"""Spellings of one word: the standard one stands for the others.

Sources: Ejaan yang Disempurnakan, EYD edisi V (Badan Bahasa 2022), for loans and for what changed against van Ophuijsen
(1901) and Soewandi (1947): oe/u, dj/j, tj/c, nj/ny, sj/sy, ch/kh, j/y; the non-standard forms are those that the
Kamus Besar Bahasa Indonesia refers to another entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_PAIRS = """
    adzan azan  aktifitas aktivitas  aktip aktif  alquran quran  analisa analisis  antri antre  apotik apotek
    atlit atlet  azas asas  bathin batin  bis bus  cabe cabai  cidera cedera  detil detail
    diagnosa diagnosis  disain desain  dzikir zikir  efektifitas efektivitas  ekstrim ekstrem  esei esai
    faham paham  fihak pihak  fikir pikir  frekwensi frekuensi  gladi geladi  hakekat hakikat  hapal hafal
    hembus embus  hempas empas  himbau imbau  hipotesa hipotesis  hisap isap  hutang utang  ijajah ijazah
    ijasah ijazah  ijin izin  insyaf insaf  isteri istri  jadual jadwal  jaman zaman  jendral jenderal
    jerusalem yerusalem  jogja yogyakarta  jogjakarta yogyakarta  jumaat jumat  karir karier  komplek kompleks
    kongkrit konkret  konkrit konkret  kreatifitas kreativitas  kkuatir khawatir
    kuwatir khawatir  kwalitas kualitas  kwantitas kuantitas  kwartal kuartal  kwitansi kuitansi
    legalisir legalisasi  lembab lembap  lobang lubang  makasar makassar  managemen manajemen  manejer manajer
    mekah makkah  mekkah makkah  mesjid masjid  methode metode  milyar miliar  milyard miliar  milyun miliun
    musium museum  musyawarat musyawarah  nafas napas  nasehat nasihat  netralisir netralisasi  nopember november
    obyek objek  obyektif objektif  pebruari februari  perancis prancis  perduli peduli  photo foto  pondasi fondasi
    praktek praktik  produktifitas produktivitas  prognosa prognosis  projek proyek  propinsi provinsi
    prosentase persentase  ramadhan ramadan  ramadlan ramadan  rapih rapi  rejeki rezeki  resiko risiko  rubah ubah
    sekedar sekadar  selebritas selebriti  shalat salat  sholat salat  silahkan silakan
    sintesa sintesis  sistim sistem  solat salat  sorga surga  sosialisir sosialisasi
    subyek subjek  subyektif subjektif  supir sopir  sutera sutra  syah sah  syaraf saraf  tehnik teknik
    tehnologi teknologi  telor telur  trampil terampil  trilyun triliun  ustad ustaz
    ustadz ustaz  varitas varietas  vidio video  yogya yogyakarta
"""

_words = _PAIRS.split()
STANDARD: dict[str, str] = dict(zip(_words[::2], _words[1::2], strict=True))
"""A closed list of non-standard forms -> the standard one, where no rule can say which it is."""

_OLD_OE = re.compile(
    r"^(?!foto|petro|hidro|elektro|mikro|makro|neo|sosio|auto)[a-z]*oe(?=[b-df-hj-np-tv-z]+[a-z]*[aiueo])"
)
_OLD_CONSONANTS = re.compile(r"dj(?=[aiueo])|(?<!t)tj(?=[aiuo])|^tj(?=e)")

# One spelling rule each; a variant counts only where it is a known word. `least` letters keep short foreign words out.
_VARIANTS: tuple[tuple[re.Pattern[str], str, int], ...] = tuple(
    (re.compile(pattern), replacement, least)
    for pattern, replacement, least in (
        (r"([bcdfgjklmprstvz])\1", r"\1", 6),
        (r"x", "ks", 5),
        (r"q", "k", 5),
        (r"kw", "ku", 6),
        (r"uw", "u", 6),
        (r"([lr])y(?=[aou])", r"\1i", 5),
        (r"j(?=[aiueo])", "z", 4),
        (r"j(?=ek)", "y", 5),
        (r"p", "f", 6),
        (r"p", "v", 6),
        (r"f", "p", 6),
        (r"v", "f", 6),
        (r"sy", "s", 6),
        (r"dz", "z", 5),
        (r"dh", "d", 6),
        (r"th", "t", 6),
        (r"ph", "f", 5),
        (r"kh", "k", 5),
        (r"^([bdgkpt])er(?=[aiou])", r"\1r", 6),
        (r"^([bdgkpt])r(?=[aiou])", r"\1er", 6),
        (r"(?<=sion)il$", "al", 6),
    )
)


def standard(root: str) -> str:
    """The standard spelling of a listed non-standard `root`, else `root`."""
    return STANDARD.get(root, root)


def modernized(form: str) -> str:
    """`form` in today's spelling: Soeharto is Suharto, Tjahjo Cahyo, Djojo Joyo, Djakarta Jakarta.

    oe is read as u only where another syllable follows (does, shoes, poem stay). j becomes y only behind h and djo:
    elsewhere names mix the spellings (Padjajaran), and that of 1947 already wrote u (Soejono).
    """
    if "oe" in form and _OLD_OE.match(form):
        form = form.replace("oe", "u")
    if _OLD_CONSONANTS.search(form):
        form = form.replace("djoj", "djoy").replace("hj", "hy").replace("dj", "j").replace("tj", "c")
    return form


def variants(form: str) -> Iterator[str]:
    """What systematic spelling rules make of `form`, one rule at one place at a time; the usual ones first."""
    for pattern, replacement, least in _VARIANTS:
        if len(form) < least:
            continue
        for match in pattern.finditer(form):
            yield form[: match.start()] + match.expand(replacement) + form[match.end() :]
