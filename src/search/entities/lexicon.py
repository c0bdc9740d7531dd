"""The words that give names away: titles, offices, kinds of bodies and places, verbs of speech.

Cue words only, no names. Lower case; abbreviations without their dots. Sources: the ranks of TNI and Polri
(Perkap 3/2016), academic degrees (Permenristekdikti 59/2018), types of regions (UU 23/2014), and the house style of
the agencies' press offices.
"""

from __future__ import annotations

from typing import Final


class Cue:
    """What a word can be a cue for; flags of plain integers.

    Not an `IntFlag`: its operators are Python calls and would double the time of a release.
    """

    TITLE: Final = 1  # before a person's name: Bapak, Dr, H
    RANK: Final = 2  # before a person's name: Komjen, Brigjen
    OFFICE: Final = 4  # a person's function, often with a body's name between: Kepala, Menteri
    BODY: Final = 8  # begins an organization's name: Badan, Polda
    PLACE: Final = 16  # begins a place's name: Kabupaten, Jalan
    DEGREE: Final = 32  # after a person's name: MH, SIK
    TAIL: Final = 64  # ends an organization's name: Group, Center
    STOP: Final = 128  # never part of a name though often capitalised: Selasa, Menurut
    REGION: Final = 256  # PLACE that is no part of the name when it is not capitalised
    UNIT: Final = 512  # with OFFICE: what the office is for: Bidang, Urusan
    WHOLE: Final = 1024  # BODY that names a body without more words: Polda alone is none, Kejagung is


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    """
    bapak ibu pak bu bung saudara saudari sdr sdri tuan nyonya nona mas mbak kaka kak abang om tante mbah
    eyang kang bang gus mr mrs ms
    miss sir lady dr drs dra ir prof profesor doktor insinyur kh kyai kiai ustaz ustad ustadz ustadzah
    habib hj haji hajah tgk teungku raden rm kph gkr kgph sultan pangeran syekh syaikh sheikh pastor
    pendeta uskup kardinal paus he almarhum almarhumah alm
    """
)
RANKS = _words(
    """
    jenderal letjen mayjen brigjen letjend mayjend brigjend jend kolonel letkol mayor kapten lettu letda
    laksamana laksdya laksda laksma marsekal marsdya marsda marsma peltu pelda serma serka sertu serda
    kopka praka inf kav arh czi cpm cba ckm chk caj cke cpl pnb irjen komjen kombes akbp kompol akp iptu ipda
    aiptu aipda bripka brigadir briptu bripda
    bharada bharatu komisaris inspektur ajun superintendent superintendan letnan sersan kopral pol purn
    tni
    """
) - {"tni", "komisaris", "inspektur"}
OFFICES = _words(
    """
    sekda sekdaprov sekprov wasekjen waketum kepala wakil deputi direktur dirut dirjen direksi sekretaris
    sekjen sesmenko menteri menko wamen
    wamenko menlu mendagri menkeu menhan mendikbud menkes mensos menag menpora mensesneg seskab presiden
    wapres pm gubernur wagub bupati wabup walikota wali camat lurah kades duta dubes konsul atase
    penasihat penasehat ketua wakapolri kapolri kapolda wakapolda kapolres wakapolres kapolsek
    kapolresta kapolrestabes kabareskrim kadiv kabid kabag kasat kanit kasi kasubdit kasubbid kabidhumas
    kasatreskrim kajari kajati kejagung pangdam pangkostrad panglima kasad kasal kasau kapuspen kadispen
    danrem dandim komandan koordinator juru jubir anggota pengamat peneliti analis pakar ahli dosen guru
    dekan rektor aktivis politikus politisi pengacara advokat hakim jaksa penyidik ekonom manajer
    manager ceo cfo coo president director secretary minister ambassador chairman spokesperson komisaris
    inspektur asisten staf stafsus kadis kadin kadinkes kadisdik karo kabiro plt plh pj pejabat pimpinan
    pemimpin utusan perwakilan moderator mantan eks tersangka terdakwa korban saksi terpidana pelaku
    warga pelatih pemain bek striker kiper gelandang kapten penulis sutradara aktor aktris artis
    penyanyi mahasiswa mahasiswi siswa ketum waketum bendahara humas pendiri founder corporate vice
    chief executive officer senior head general jurnalis wartawan sosiolog psikolog dokter perdana
    pengusaha musisi komedian presenter youtuber selebgram influencer petani nelayan sopir satpam juragan
    penceramah psikiater bidan perawat arsitek desainer atlet petinju pebulutangkis pembalap wasit winger menpan
    menparekraf menperin mendag menkop menkomdigi menkominfo menkopolhukam menkumham mensetneg
    menbud mendes menpanrb pelaksana mendikdasmen menaker mentan menhub menhut menpu menkum
    pangkogabwilhan
    """
) - {"general", "head", "senior", "korban", "kejagung"}
OF_REGIONS = _words(
    """
    gubernur wagub bupati wabup walikota kota camat lurah kades kapolda wakapolda kapolres wakapolres kapolresta
    kapolrestabes kapolsek kajati kajari pangdam danrem dandim sekda
    """
)
"""Offices named by their region, which is then no place of the text: `Gubernur X`, `Wali Kota X`."""
UNITS = _words(
    """
    bidang urusan bagian divisi seksi umum utama besar jenderal ri selaku sebagai muda madya luar kerja
    tugas reskrim reskrimum reskrimsus narkoba resnarkoba lantas datun pidsus pidum intel intelijen
    intelkam penkum penerangan humas communication communications corporate affairs relations public
    marketing finance commercial strategy operations development business international negeri
    """
)
BODIES = _words(
    """
    badan kementerian kedutaan kedubes konsulat konjen kjri kbri dewan komisi komite lembaga majelis
    mahkamah pengadilan kejaksaan kejati kejari kepolisian polda polres polresta polrestabes polsek
    polsekta mabes detasemen satgas satuan satreskrim satlantas ditreskrimum ditreskrimsus ditlantas
    bareskrim resmob kodam korem kodim koramil lantamal lanal lanud lanudal divisi brigade batalyon
    yonif resimen universitas institut politeknik akademi sekolah fakultas pesantren ponpes madrasah
    sman sma smk smp sdn sd uin iain stain yayasan perkumpulan persatuan perhimpunan ikatan asosiasi
    himpunan aliansi koalisi federasi konfederasi serikat gerakan organisasi ormas forum pt cv ud bank
    otorita bpr bprs koperasi perum perumda pdam bumd perusahaan partai fraksi pansus panja panitia dinas disdik
    dinkes dishub dinsos disnaker disdukcapil disparbud dispar dispora disperindag disbudpar bpbd bkd
    bappeda satpol inspektorat sekretariat setjen ditjen direktorat itjen biro pusat balai upt uptd rsud
    rsup rumah puskesmas klinik pemprov pemkot pemkab pemda pemerintah dprd dpd dpw dpc dpp pengurus
    kantor kanwil lapas rutan otoritas perserikatan kelompok tim kabinet kongres parlemen senat klub
    perpustakaan museum gereja keuskupan korps resor komando staf panwaslu kesultanan kasultanan komnas
    institute university bank federal association konsorsium paguyuban departemen kemenko kejagung
    ombudsman puslabfor laboratorium labfor sentra
    """
) - {"kantor", "rumah", "tim", "staf", "pusat", "museum", "kelompok", "perpustakaan"}
WHOLE = _words("kejagung bareskrim")
LOOSE_BODIES = _words("rumah pusat tim kelompok balai biro satuan komando sekolah bank divisi forum panitia gerakan")
UNSURE_BODIES = LOOSE_BODIES | _words(
    """
    badan dewan komisi komite lembaga majelis pengadilan satgas divisi akademi fakultas yayasan persatuan ikatan
    himpunan aliansi koalisi serikat organisasi perusahaan koperasi panitia dinas pemerintah kantor kelompok
    kabinet klub perpustakaan gereja korps kongres
    """
)
"""Before one ordinary word at the beginning of a sentence, no body: `Lembaga Negara`, `Sekolah Dasar`."""
REGIONS = _words(
    """
    provinsi propinsi kabupaten kab kota kotamadya kecamatan kec desa kelurahan kel dusun kampung
    kapanewon kemantren distrik nagari gampong negara republik kerajaan pulau kepulauan wilayah kawasan
    daerah ibukota
    """
)
PLACES = (
    REGIONS
    | _words(
        """
        jalan jl jln gang pantai gunung danau sungai teluk selat laut samudra samudera tanjung bukit lembah waduk
        bendungan hutan taman hotel gedung istana bandara bandar-udara pelabuhan stasiun terminal stadion gelora pasar
        mal mall masjid candi keraton kraton perumahan apartemen kompleks simpang tol jembatan monumen lapangan
        alun-alun grand benua rt rw ruang aula pura ballroom balaikota museum tpst tpa mapolda mapolres
        mapolresta mapolsek
        mako makodam
        """
    )
) - {"negara", "wilayah", "kawasan", "daerah", "ibukota", "kerajaan", "laut", "hutan"}
BARE_REGIONS = _words("kota desa daerah wilayah pulau pantai pasar taman")
DEGREES = _words(
    """
    mh mhum msi mm ma mba mpd mt msc mkes mkn map mip mikom msn mag mpa mtr meng mph phd llm llb sh se
    ss sik st spd sip ssos skom ssi skm skep sag spdi spsi sked stp sst smn sikom spog spa spb sppd cfa
    ak drs lc
    """
)
TAILS = _words(
    """
    group grup center centre institute institution university college foundation association agency review journal
    press international company corporation corp inc ltd tbk committee commission council union united
    fc club research consulting healthcare hospitals hospital airlines logistics bank insider times post news
    media studies office board ministry department organization organisation bureau federation
    parliament party fund reserve holdings partners
    """
)
STOPS = _words(
    """
    senin selasa rabu kamis jumat jum'at sabtu minggu ahad januari februari maret april mei juni juli
    agustus september oktober november desember rp usd wib wita wit pukul tahun hari ini itu ia dia
    mereka kami kita saya menurut namun tetapi sementara selain dalam pada dengan untuk dari ke di oleh
    karena saat ketika setelah sebelum bahwa juga adapun kata ujar pasal ayat uu ruu pp perpres keppres
    permen perda nomor no dan atau serta yang sebagai seperti sejak hingga agar jika kalau bila maka
    jadi tak tidak bukan ada adalah akan sudah telah masih para si sang baca simak tonton lihat video
    foto halaman anda kalian beliau allah tuhan corona korona covid scroll scroll advertisement gambar tapi
    kantor markas polisi hal alhamdulillah bismillah insyaallah masyaallah subhanallah astagfirullah astaghfirullah
    innalillahi assalamualaikum wassalamualaikum wallahualam
    """
)
PARTICLES = _words("bin binti van von der den de da dos del di al el ibn la le 't")
"""Small words inside a person's name."""
NAME_PARTICLES = PARTICLES - {"di"}
DIRECTIONS = _words("barat timur utara selatan tengah tenggara barat-daya timur-laut pusat")

SPEECH = _words(
    """
    kata ujar ucap tutur ungkap jelas tegas papar terang sebut imbuh tambah lanjut pungkas tandas beber
    cetus katanya ujarnya menurut kutip sambung tanya jawab klaim imbau tulis
    """
)
SPEECH_VERBS = _words(
    """
    mengatakan menyatakan menjelaskan menegaskan mengungkapkan menuturkan menyebut menyebutkan
    menambahkan memaparkan menyampaikan menyoroti mengakui mengaku menilai menekankan mengimbau
    membenarkan membantah meminta berharap mengapresiasi menerangkan mengingatkan melanjutkan mengklaim
    menanggapi mencontohkan berpesan berpendapat bilang menceritakan bercerita menyambut menyarankan
    memastikan mengusulkan mempertanyakan menduga mengkritik menolak mengajak mendorong mengharapkan
    optimistis menyinggung mengeluhkan memprediksi memperkirakan menginginkan
    """
)
NAME_STARTS = _words(
    """
    i ni ida made wayan nyoman ketut putu gede kadek komang lalu baiq siti sri tubagus cut teuku andi
    daeng nur muhammad mohammad muhamad mohamad mochamad mochammad moch moh muh ahmad achmad abdul abd
    endang
    """
)
"""Words that begin many names and are words of their own, or are too short to be known by themselves."""

WITH_PEOPLE = _words("bernama inisial berinisial alias panggilan")
STREETS = _words("jalan jl jln gang")
"""Heads of places that are named after people with their ranks: `Jalan Kapten X`."""
NAMED_AFTER = STREETS | _words(
    """
    universitas institut politeknik akademi sekolah sma smk smp sd rsud rsup rumah yayasan pesantren ponpes uin iain
    kodam korem bandara stadion gelora gedung masjid taman gor monumen museum jembatan alun-alun
    """
)
"""Heads of bodies and places that are named after people with titles: `Universitas Jenderal X`, `RSUD Dr. X`."""
SHORT_HEADS = _words("jl jln kab kec kel prov gg")
"""Heads of places that are abbreviated with a full stop."""
NUMBERED = _words("kodim korem koramil yonif batalyon sdn sd smp smpn sma sman smk densus resimen brigade")
"""Bodies with a number for a name: `Kodim 0830`, `SMA 3`."""
TERMS = _words("untuk tahun periode")
"""What may stand between an office and its holder: `Direktur X tahun 2021-2024 Y`."""
MONTHS = _words("januari april mei juni juli agustus september")
"""Months that people are named after."""
TOWARDS = _words("di ke dari")
NOT_BODIES = _words(
    """
    apbn apbd rapbn ppn pph pdb pdrb gdp ihsg umkm bbm lpg ham sdm sda uu uud ruu kuhp kuhap wni wna phk
    psbb cctv dna usd eur gbp sgd idr wib wita wit ump umr asn pns bumn bumd ktp sim stnk npwp nik spt
    kur mou pilkada pemilu tkp dpo ott lgbt hiv aids ai vpn sms vip tka tki csr esg fdi thr phd swt saw
    kkb tk sd smp sma smk paud igd ipk ipm qris lsm pd sk sop ukm umkm mbg bsu plts pltu plta pltsa pbg imb spmb
    ppdb sppg hepa
    """
)
"""Abbreviations of the common vocabulary: laws, taxes, papers, times. They act in sentences, but are no bodies."""

OF_PLACES = _words("asal kawasan wilayah kecamatan desa kelurahan kampung dusun daerah sungai gunung pantai")
"""Before a place's name, in small letters."""
OF_PEOPLE = _words(
    """
    pemerintahan era kepemimpinan istri suami keluarga sosok nama mendiang sahabat kinerja mendampingi penyanyi
    pasangan almarhum kubu anak putra putri tokoh
    """
)
"""Before a person's name without a title."""
BY = _words("oleh kepada bersama dengan antara terhadap")
SOURCES = _words("dikutip dilansir melansir mengutip lansir")
"""Before a medium: `dilansir X`, `dikutip dari X`."""
LOCAL_BODIES = _words(
    "dprd kpu kpud bawaslu panwaslu bpbd bkad bkpsdm bappeda bnn bnnk bnnp pwi aji mui pmi koni baznas bps bpn "
    "dlh kadin"
)
"""Letters of bodies that each region has one of: the region's name belongs to theirs."""
SERVICES = _words("ri al ad au")
"""What follows a body's letters and belongs to them: `DPR RI`, `TNI AL`."""

OF_BODIES = _words(
    """
    anggota personel pimpinan jajaran gedung kantor markas pihak petugas tim penyidik jubir ketua
    pejabat pegawai kader prajurit ketum data rapat komisi fraksi mabes kata menurut oleh perwakilan
    calon aparat kepala direktur capres cawapres caleg politikus elite simpatisan fraksi
    """
)
NAMING_BODIES = _words(
    """
    situs versi survei jurnal klub perusahaan maskapai saham harian majalah koran berita kabar pemeringkat operator
    produsen peritel startup band milisi laman kontraktor pengembang distributor importir
    """
)
"""Before the name of a body that says nothing of itself: `lembaga survei X`, `versi X`."""
GENERIC = frozenset(
    tuple(phrase.split())
    for phrase in (
        "bank sentral", "majelis hakim", "badan usaha milik negara", "badan usaha milik daerah", "badan usaha",
        "pemerintah daerah", "pemerintah pusat", "pengadilan negeri", "pengadilan tinggi", "kejaksaan negeri",
        "kejaksaan tinggi", "sekolah dasar", "sekolah rakyat", "satuan pelayanan pemenuhan gizi", "tim media",
        "lembaga swadaya masyarakat", "satgas rw", "satgas rt", "organisasi masyarakat",
        "badan hukum", "rumah sakit", "perguruan tinggi", "dewan direksi", "dewan komisaris", "lembaga negara",
        "kementerian lembaga", "tim sukses", "tim nasional", "partai politik", "komisi d", "satuan kerja",
    )
)  # fmt: skip
"""Written with capitals, too, but kinds of bodies, not bodies."""
OF_THINGS = _words(
    """
    pelatihan program berbasis kasus virus uu ruu aplikasi pajak dana bantuan ancaman unsur nilai sistem
    proyek dokumen penyakit vaksin teknologi kartu layanan metode standar penerapan anggaran tarif isu
    kegiatan pembahasan sektor produk tindak industri format inisial berinisial penerima pembayaran
    pencairan penyaluran kenaikan konsep istilah acara mata tender surat nomor penggunaan
    """
)
COUNTRY_LETTERS = {"ri": "indonesia", "nkri": "indonesia", "as": "amerika serikat", "dki": "dki jakarta"}
"""Letters that stand for a country in every newspaper; CLDR has some of them, Babel leaves them out."""

CONNECTORS = _words("dan &")
FOREIGN_CONNECTORS = _words("of the for and on")


def _cues() -> dict[str, int]:
    table: dict[str, int] = {}
    for words, cue in (
        (TITLES, Cue.TITLE),
        (RANKS, Cue.RANK),
        (OFFICES, Cue.OFFICE),
        (BODIES | LOOSE_BODIES, Cue.BODY),
        (WHOLE, Cue.WHOLE),
        (PLACES, Cue.PLACE),
        (REGIONS, Cue.REGION),
        (DEGREES, Cue.DEGREE),
        (TAILS, Cue.TAIL),
        (STOPS, Cue.STOP),
        (UNITS, Cue.UNIT),
    ):
        for word in words:
            table[word] = table.get(word, 0) | cue
    return table


CUES = _cues()
"""Each cue word's flags."""
