"""Closed classes of words that several rules share."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """A set of words, written as they are read."""
    return frozenset(words.split())


SAYING = word_set(
    "described describes branded slammed said says say saying told tells added adds claimed claims claim denied denies deny "
    "confirmed confirms confirm warned warns warn announced announces reported reports "
    "insisted insists argued argues stated states declared declares alleged alleges accused "
    "accuses vowed vows urged urges explained explains tweeted tweets posted posts wrote "
    "writes noted notes admitted admits acknowledged acknowledges asserted asserts stressed "
    "stresses suggested suggests replied replies responded responds commented comments called "
    "calls condemned condemns rejected rejects dismissed dismisses pledged pledges promised "
    "promises revealed reveals indicated indicates disclosed estimates estimated believes "
    "believed spoke speaks speaking remarked remarks continued concluded recalled quipped "
    "joked asked asks"
)
"""Forms of verbs that give someone's words."""

PLAIN_SAYING = word_set(
    "said says say told added adds claimed claims denied denies confirmed confirms warned "
    "warns announced insisted insists argued stated declared alleged explained tweeted wrote "
    "noted admitted acknowledged stressed replied responded commented remarked continued "
    "concluded revealed vowed reported asked joked pledged promised urged"
)
"""Those that may stand before their subject (“…,” said X)."""

BETWEEN = word_set(
    "has have had is was also both later earlier now then since repeatedly already again "
    "previously separately not never still first publicly officially today yesterday "
    "reportedly meanwhile just recently all did does will would"
)
"""What may stand between a subject and its verb."""

ROLE_HEADS = word_set(
    "president mayor minister premier chancellor king queen prince princess pope emperor "
    "sultan spokesperson spokesman spokeswoman ambassador envoy secretary chief leader head "
    "prosecutor governor commissioner commander general colonel admiral captain major "
    "lieutenant sergeant judge justice lawyer attorney senator congressman congresswoman "
    "representative mp lawmaker councillor chairman chairwoman chair chairperson director ceo "
    "boss executive founder editor correspondent reporter analyst economist professor "
    "scientist researcher historian activist campaigner author writer actor actress singer "
    "coach manager striker midfielder defender goalkeeper footballer candidate opponent rival "
    "deputy aide adviser advisor diplomat negotiator official officer superintendent "
    "inspector constable sheriff detective bishop archbishop cardinal imam rabbi priest "
    "secretary-general speaker whip resident survivor witness billionaire businessman "
    "entrepreneur investor banker doctor nurse surgeon teacher student farmer driver pilot "
    "astronaut engineer soldier veteran pm chancellor-elect president-elect co-founder "
    "vice-president strategist pollster presenter broadcaster journalist comedian boxer "
    "cyclist swimmer sprinter coordinator counterpart gen lt col sgt brig adm sen gov supt "
    "undersecretary treasurer oligarch warlord"
)
"""Words that name what someone is."""

ROLE_MODIFIERS = word_set(
    "former ex prime foreign defence defense deputy acting vice general press permanent "
    "interior finance home health education trade energy environment justice interim "
    "caretaker incoming outgoing senior chief executive first second lead chairman opposition "
    "party government state ministry military army navy police fire parliamentary "
    "presidential human rights national regional local city special security intelligence "
    "relief humanitarian managing research shadow cabinet under assistant associate majority "
    "minority house top veteran long-serving longtime newly elected new late exiled jailed "
    "district county federal supreme court field committee department agency office union "
    "commission emergency communications political air force royal attorney lord lady central "
    "bank world transport culture sports sport business work pensions housing levelling "
    "science technology digital peace climate nuclear space russian-installed pro-russian "
    "pro-eu far-right left-wing right-wing centrist conservative republican democratic labour "
    "liberal green de facto rebel club england team world-renowned 's"
)
"""Words that may stand before those."""

HONORIFICS = word_set("cllr mr mrs ms miss dr prof sir dame lord lady baroness mx")
PARTICLES = word_set("de da do dos del della di van von der den ten ter bin ibn al el la le abu du")

NOT_NAMES = word_set(
    "the a an this that these those it its he she they we i you his her their our my your in "
    "on at of to for from by with and but or as if when while after before since until "
    "because although there here what who why how where which not no yes so now then today "
    "yesterday tomorrow tonight meanwhile however also just more most many some all any each "
    "every both few several one two three four five six seven eight nine ten monday tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december god internet covid brexit earlier later "
    "according over under about despite during following amid speaking asked read live "
    "breaking update watch good new old"
)
"""Words that a capital letter does not make into a name."""

LOCATIVE = word_set(
    "in at near from to outside around across inside into towards toward over of throughout "
    "between through via off beyond leaving reached entered central southern northern eastern "
    "western north south east west downtown on against within bombed shelled struck hit hits "
    "bombs occupied"
)
"""Words after which a name is likely a place."""

GENERIC_REGION = word_set(
    "oblast krai region province governorate prefecture county district republic territory "
    "voivodeship canton okrug state peninsula border"
)

NO_ONE = word_set(
    "casino tech band team teams housing development sentinel cup railroad railway hotel stadium "
    "arena tower bridge street road avenue park square airport station river lake mountain beach "
    "bay valley award awards prize act day war treaty agreement plan championship open festival "
    "show hall palace castle estate gardens district region oblast province county space program "
    "programme project live blog today sunday monday news building theatre cathedral marathon "
    "olympics games premier series final finals derby grand prix trophy rights bill amendment "
    "sea ocean gulf strait canal coast border islands island desert forest mosque green cemetery hill wood lane estate pub inn bus"
)
"""A run that holds one of these names a thing: "Stanley Casino"."""

TITLES = HONORIFICS | word_set(
    "prime foreign defence defense vice acting deputy interior home finance health former major rep "
    "col capt"
)
"""What may stand before a name within a run, besides roles."""
