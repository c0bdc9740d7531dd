"""Spellings of one word: the standard one stands for the others.

Sources: Ejaan yang Disempurnakan, EYD edisi V (Badan Bahasa 2022), for loans and for what changed against van Ophuijsen
(1901) and Soewandi (1947): oe/u, dj/j, tj/c, nj/ny, sj/sy, ch/kh, j/y; the non-standard forms are those that the
Kamus Besar Bahasa Indonesia refers to another entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_PAIRS = """
    abjat abjad  adpokat advokat  adzan azan  ahlak akhlak  akte akta  aktifis aktivis  aktifitas aktivitas
    aktip aktif  aktuil aktual  alquran quran  ambulan ambulans  analisa analisis  antene antena  antri antre
    anugrah anugerah  apotik apotek  aqidah akidah  atlit atlet  atmosfir atmosfer  azas asas  bathin batin  bis bus
    cabe cabai  cemilan camilan  cendikia cendekia  cendikiawan cendekiawan  cidera cedera  dekrit dekret
    detil detail  devinisi definisi  diagnosa diagnosis  disain desain  dzalim zalim  dzikir zikir
    efektifitas efektivitas  efesien efisien  ekslusif eksklusif  eksport ekspor  ekstrakulikuler ekstrakurikuler
    ekstrim ekstrem  elit elite  esei esai  essai esai  essay esai  faham paham  fihak pihak  fikir pikir
    fiqih fikih  formil formal  frekwensi frekuensi  frustasi frustrasi  gladi geladi  goncang guncang  hadist hadis
    hadits hadis  hakekat hakikat  handal andal  hapal hafal  hembus embus  hempas empas  hianat khianat
    himbau imbau  hipotesa hipotesis  hirarki hierarki  hisap isap  horisontal horizontal  hutang utang
    hutbah khotbah  ijajah ijazah  ijasah ijazah  ijin izin  import impor  indera indra  infaq infak
    inovatip inovatif  insyaf insaf  intelejen intelijen  issu isu  isteri istri  isyu isu  jadual jadwal
    jaman zaman  jendral jenderal  jerusalem yerusalem  jogja yogyakarta  jogjakarta yogyakarta  jumaat jumat
    kadaluarsa kedaluwarsa  kadaluwarsa kedaluwarsa  kaedah kaidah  karir karier  katagori kategori
    katulistiwa khatulistiwa  khutbah khotbah  kiyai kiai  kkuatir khawatir  komersil komersial  komoditi komoditas
    komplek kompleks  konfrensi konferensi  kongkrit konkret  konkrit konkret  konsekwen konsekuen
    konsekwensi konsekuensi  kordinasi koordinasi  kordinator koordinator  korsi kursi  kreatifitas kreativitas
    kreatip kreatif  kuwatir khawatir  kwalitas kualitas  kwantitas kuantitas  kwartal kuartal  kwitansi kuitansi
    kyai kiai  legalisir legalisasi  lembab lembap  linier linear  lobang lubang  maghrib magrib  magnit magnet
    mahluk makhluk  majlis majelis  makasar makassar  malpraktek malapraktik  managemen manajemen  manejer manajer
    masal massal  materai meterai  mekah makkah  mekkah makkah  menejemen manajemen  menejer manajer  mentri menteri
    mesjid masjid  methode metode  milyar miliar  milyard miliar  milyarder miliarder  milyun miliun  motip motif
    mushola musala  musholla musala  musium museum  musyawarat musyawarah  nafas napas  nahkoda nakhoda
    nasehat nasihat  negatip negatif  negri negeri  netralisir netralisasi  nomer nomor  nopember november
    obyek objek  obyektif objektif  omset omzet  orisinil orisinal  otentik autentik  otopsi autopsi  pasip pasif
    pasport paspor  pebruari februari  pengen ingin  pengin ingin  perancis prancis  perduli peduli
    personil personel  photo foto  pinalti penalti  pondasi fondasi  positip positif  praktek praktik
    prilaku perilaku  produktifitas produktivitas  profesionil profesional  prognosa prognosis  projek proyek
    propinsi provinsi  prosentase persentase  ramadhan ramadan  ramadlan ramadan  rapih rapi  raport rapor
    rapot rapor  rasionil rasional  rejeki rezeki  relijius religius  resiko risiko  respon respons  rizki rezeki
    rubah ubah  sebrang seberang  sejarahwan sejarawan  sekedar sekadar  seksama saksama  selebritas selebriti
    selular seluler  sentausa sentosa  shalat salat  sholat salat  sholeh saleh  silahkan silakan
    silaturahmi silaturahim  sintesa sintesis  sistim sistem  solat salat  sorga surga  sosialisir sosialisasi
    spirituil spiritual  sportip sportif  standard standar  standarisasi standardisasi  subyek subjek
    subyektif subjektif  supir sopir  survey survei  sutera sutra  syah sah  syaitan setan  syaraf saraf
    syurga surga  taqwa takwa  tauladan teladan  tehnik teknik  tehnis teknis  tehnologi teknologi  telor telur
    telpon telepon  tentram tenteram  teoritis teoretis  terlantar telantar  tradisionil tradisional
    trampil terampil  trilyun triliun  trotoir trotoar  ujud wujud  ummat umat  ustad ustaz  ustadz ustaz
    varitas varietas  vidio video  waqaf wakaf  yogya yogyakarta  yunior junior
"""

_words = _PAIRS.split()
STANDARD: dict[str, str] = dict(zip(_words[::2], _words[1::2], strict=True))
"""A closed list of non-standard forms -> the standard one, where no rule can say which it is."""

_OLD_OE = re.compile(
    r"^(?!foto|petro|hidro|elektro|mikro|makro|neo|sosio|auto)[a-z]*oe(?=[b-df-hj-np-tv-z]+[a-z]*[aiueo])"
)
_OLD_CONSONANTS = re.compile(r"dj(?=[aiueo])|(?<!t)tj(?=[aiuo])|^tj(?=e)")

# One spelling rule each, with the letters that it begins with, which are looked for first; a variant counts only where
# it is a known word. `least` letters keep short foreign words out.
_VARIANTS: tuple[tuple[re.Pattern[str], str, str, int], ...] = tuple(
    (re.compile(pattern), pattern.partition("(")[0].strip("^"), replacement, least)
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
        (r"ik$", "ika", 6),
        (r"(?<=[aiueo])([bdgpt])r(?=[aiou])", r"\1er", 7),
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
    for pattern, letters, replacement, least in _VARIANTS:
        if len(form) < least or letters not in form:
            continue
        for match in pattern.finditer(form):
            put = replacement.replace(r"\1", match[1]) if match.lastindex else replacement
            yield form[: match.start()] + put + form[match.end() :]
