"""The words around a quote: verbs of saying, pronouns, and what ends the name of a speaker.

Forms as they are written, in lower case. The verbs are those of news agencies and press offices; KBBI has their
senses. `FINGERPRINT` in `finding.py` covers every list.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ROOTS = _words(
    """
    kata ujar ucap tutur ungkap jelas tegas papar terang sebut imbuh tambah lanjut pungkas tandas beber cetus tukas
    sambung tanya jawab klaim imbau himbau tulis tutup sahut urai harap pesan sentil sindir usul cerita kisah kenang
    ketus timpal teriak seru celetuk catat ingat puji pinta saran keluh gumam ajak dalih kilah tuding kritik canda
    kelakar ulas simpul rinci bantah yakin aku lapor singkat tekan
    """
)
"""Before the speaker: `kata X`, with -nya for `he says`: `ujarnya`."""

PLAIN_ROOTS = _words(
    """
    jelas tegas terang tambah lanjut sambung tutup tanya jawab catat ingat saran pesan seru aku yakin singkat rinci
    kritik cerita kisah harap tekan usul ajak lapor keluh puji
    """
)
"""Roots that are as often adjectives, nouns or bases: verbs of saying only where a speaker follows."""

SAYING = _words(
    """
    mengatakan menyatakan menjelaskan menegaskan mengungkapkan menuturkan menyebut menyebutkan menambahkan
    memaparkan menyampaikan menerangkan melanjutkan mengklaim bilang berkata berujar bertutur menulis menuliskan
    mengucapkan menandaskan membeberkan mencetuskan menimpali menjawab bertanya menanyakan menguraikan berseru
    mengutarakan mengemukakan berucap bercerita menceritakan melaporkan memungkasi menutup berpesan berpendapat
    menekankan mengaku mengakui mengimbau menghimbau mengingatkan mengisahkan berkisah mengumumkan
    menyambung menukas berteriak
    """
)
"""After the speaker, and what follows are the speaker's words."""

STANCE = _words(
    """
    menyoroti menilai membenarkan membantah meminta berharap mengapresiasi menanggapi mencontohkan menyambut
    menyarankan memastikan mengusulkan mempertanyakan menduga mengkritik menolak mengajak mendorong mengharapkan
    menyinggung mengeluhkan memprediksi memperkirakan menginginkan mendesak menyayangkan menyesalkan memuji mengecam
    mengutuk menyerukan menuntut meyakini melontarkan mengajukan menargetkan mengeklaim merespons mengharap
    menggarisbawahi menganggap menyadari memandang menuding berkomentar menepis mengutip mencatat menyerahkan
    menginstruksikan memerintahkan mengimbuhkan memberikan memaklumi mengenang berjanji bersyukur optimistis optimis
    """
) - {"memberikan", "menyerahkan", "mengajukan"}
"""After the speaker: holds the floor, though what follows need not be the speaker's words."""

DEEDS = _words(
    """
    meminta menolak mengajak mendorong menuntut menyambut mendesak menduga melontarkan mencatat menginstruksikan
    memerintahkan berjanji bersyukur menepis mengutip merespons menanggapi menganggap menyadari memandang menuding
    menginginkan
    """
)
"""Verbs of STANCE that stories tell of anybody: they give the floor only to somebody who holds an office or has
spoken before."""

SUBORDINATORS = _words(
    """
    setelah usai seusai ketika saat menanggapi merespons menjawab meski meskipun walau walaupun karena sebelum
    sebelumnya jika bila menyusul
    """
) - {"sebelumnya"}
"""Begin a sentence whose main clause, with the speaker, comes later."""

PASSIVE = _words(
    """
    disampaikan diungkapkan dikatakan dijelaskan ditegaskan dituturkan dipaparkan dilaporkan ditulis diucapkan
    disebutkan ditambahkan diutarakan dibenarkan diakui diterangkan dilontarkan dinyatakan dikemukakan diungkap
    dibeberkan ditekankan diceritakan
    """
)
"""Before the speaker, with or without `oleh`."""

ACCORDING = _words("menurut")

LEADS = _words("demikian begitu begitulah demikianlah")
"""Between a quote and its verb of saying: `", demikian kata X`."""

PRONOUNS = _words("dia ia beliau")
OTHER_PEOPLE = _words("mereka kami kita saya aku anda kalian pihaknya dirinya")
"""Pronouns that cannot be the last speaker, or not for sure."""

DEMONSTRATIVES = _words("ini itu tersebut")
"""End a description that takes a name's place: `politikus senior itu`."""

BORDERS = _words(
    """
    dalam kepada saat ketika usai seusai setelah sebelum melalui lewat dikutip dilansir melansir mengutip seperti
    sambil seraya sembari yang terkait soal menambahkan menekankan menjelaskan dikonfirmasi didampingi bersama di
    pada ke dari untuk dengan sebagai selaku saat sebagaimana mengenai tentang menanggapi menjawab merespons lagi
    juga pun terpisah kemudian lalu singkat dihubungi ditemui waktu karena bahwa menyusul beberapa hari sore pagi
    siang malam tadi kemarin dan atau mengatakan menyatakan menegaskan saja apakah
    """
)
"""End a speaker's description, unless it stands inside an office: `peneliti pada Organisasi ...`."""

WEAK_BORDERS = _words("pada di untuk dari dan bidang urusan")
"""Borders that may also be inside an office."""

BEFORE_OBJECTS = _words(
    """
    dengan kepada dari untuk oleh bersama pada terhadap di ke antara arahan arah perintah bahwa atas soal tentang
    mengenai kata menurut bertemu menemui mendampingi melalui lewat pemerintahan kabinet era terkait menyambut
    menerima didampingi mengunjungi istri suami anak keluarga korban rumah kepemimpinan milik
    """
) - {"kata", "menurut", "bahwa"}
"""Before a name that is no subject: `bersama X`, `arahan X`."""

ADVERBS = _words(
    """
    juga pun kembali lantas lalu kemudian sendiri turut ikut akan telah sudah sempat terus tetap hanya kerap pernah
    mulai jelas tegas secara langsung terang-terangan sekaligus lebih lanjut pernah sering justru pernah masih bahkan
    """
)
"""Between a subject and its verb."""

CO_VERBS = _words("dan serta sambil seraya sembari untuk")
"""Before a verb whose subject stands further back: `X hadir dan mengatakan`."""

TITLED = _words(
    """
    video berjudul bertajuk bertema tema buku film lagu artikel program acara slogan tagline moto motto jargon istilah
    disebut bernama seminar webinar diskusi lomba judul bertuliskan tulisan spanduk aplikasi serial sinetron album
    novel puisi laporan jurnal tagar semboyan kampanye gerakan dijuluki julukan
    """
)
"""Before a title or slogan in quotation marks, which nobody says."""

FILLERS = _words("pernyataan keterangan laporan akun resmi tertulis pihak isi bunyi siaran pers")
"""Between a verb of saying and who speaks: `tulis akun X`, `demikian pernyataan resmi X`."""

OFFICES_OF_PEOPLE = _words(
    "pengacara kuasa juru jubir ajudan asisten sekretaris penasihat advokat istri suami ayah ibu anak"
)
"""Offices that can be followed by the name of whom they are held for."""
