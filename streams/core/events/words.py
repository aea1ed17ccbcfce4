"""Closed classes of words that tell how an action is meant."""

from __future__ import annotations

from streams.core.enrich.lexicon import ROLE_HEADS


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DETERMINERS = _set(
    "the a an this that these those its his her their our my your some any each every no another "
    "several many few more most all both two three four five six seven eight nine ten dozens"
)
BE = _set("is are was were be been being am isn't aren't wasn't weren't get got")
HAVE = _set("has have had having 've hasn't haven't hadn't")
DO = _set("do does did don't doesn't didn't")
FUTURE = _set("will would shall 'll won't wouldn't shan't")
POSSIBLE = _set(
    "able unable may might could can couldn't can't cannot possible possibly potential perhaps"
)
NEED = _set("must ought")
NEGATIVE = _set(
    "not never neither nor nobody none won't wouldn't didn't doesn't don't hasn't haven't hadn't "
    "wasn't weren't isn't aren't couldn't can't cannot shan't without"
)
READY = _set("ready willing prepared committed determined keen inclined")
UNWILLING = _set("unwilling reluctant unprepared")
PURPOSES = _set("investigate probe protest mediate negotiate")
"""What is done where somebody comes "to" do it."""
SOON = _set("going set due about scheduled expected likely poised slated")
INTENDING = _set(
    "plan plans planned planning intend intends intended intending prepares preparing prepare "
    "prepared hope hopes hoping aim aims aiming decide decides decided deciding vote votes voted "
    "voting expects want wants wanted considered propose proposes proposed proposing opted chose"
)
KIND_DEEDS = _set(
    "help support protect rebuild work assist cooperate improve back stand continue keep reform "
    "invest restore respect honour provide share ensure deliver"
)
HARSH_DEEDS = _set(
    "crush avenge retaliate respond destroy punish fight hunt eradicate resist hit strike wipe "
    "continue defend disrupt topple overthrow stop kill eliminate defeat"
)
"""What may be vowed: the first is a promise, the second a threat."""
BEGINNING = _set(
    "began begin begins begun continue continues continued start starts started moved moves had forced helped "
    "helps attempted attempts"
)
"""Verbs after which what is done "to" is done."""
PLOTTING = _set(
    "plotting plot plots planning foil foils foiled prevent prevents prevented thwart thwarts "
    "thwarted suspected avoid averted warns warned fear fears anti potential possible alleged"
)
"""What makes a noun of action something that did not take place."""
WEIGHING = _set(
    "consider considers considering weighing weighs discussing debating debates mulling mulls "
    "whether unclear fear fears feared possible believe believes"
)
SAYING = _set(
    "said says say saying told tells announced announces declared declares confirmed confirms "
    "insisted insists stated states added adds reiterated reported warned warns vowed noted "
    "claimed claims stressed maintained"
)
OPENERS = _set(
    "after before since as when while because although though despite amid following during who "
    "which whose where unless if until whom once whereas whether"
)
"""Words that open what stands beside the main clause."""
CONDITIONS = _set("should had were without any")
"""Words with which a clause begins that says what is not so, or not yet."""
REPORTS = _set(
    "claim claims allegation allegations accusation accusations report reports rumour rumours "
    "rumor rumors suggestion suggestions charge charges notion idea"
)
ADVERBS = _set(
    "also now already again reportedly finally still just recently formally officially briefly "
    "later earlier today yesterday yet even flatly routinely repeatedly ever publicly jointly "
    "immediately unanimously sharply strongly currently no longer today's heavily soon actually "
    "monday tuesday wednesday thursday friday saturday sunday early late on"
)
PREPOSITIONS = _set(
    "in on at to of for from by with against near outside inside into towards toward between "
    "over upon around across through throughout under without about within along off out among via like"
)
PRONOUNS = _set("it they he she we i you who that which")
OBJECT_PRONOUNS = _set("him them her it us me themselves himself itself")
DATES = _set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december today yesterday tomorrow tonight"
)
BODIES = (
    _set(
        "police army troops soldiers government rebels militants gunmen protesters "
        "demonstrators parliament court officials authorities forces opposition union unions workers "
        "students president minister ministers navy militia insurgents guerrillas militiamen "
        "judge prosecutors prosecutor lawmakers senate congress council commission committee ministry "
        "party coalition junta regime farmers teachers nurses doctors drivers villagers residents "
        "activists migrants refugees prisoners hostages peacekeepers settlers leader leaders general "
        "king queen pope mayor governor ambassador diplomats envoy envoys secretary chancellor premier "
        "separatists fighters terrorists extremists jihadists islamists kidnappers hackers pirates "
        "civilians people crowd crowds bomber bombers suspect suspects man woman men women teenager "
        "journalist journalists reporter candidates candidate company bank watchdog regulator charity "
        "tribunal cabinet inspectors mediators negotiators delegation employers pilots dockers miners "
        "taliban hamas hezbollah coastguard coastguards guards gang gangs cartel commander mediator "
        "warships aircraft warplanes jets airline aides allies "
        "inmates thousands hundreds dozens supporters opponents republicans democrats detainees members "
        "operatives smugglers gunman bloc alliance navies hardliners sides parties governments mps firm "
        "federation agency club islanders pensioners monks campaigners fleet front neighbours sect "
        "tribesmen clans gangsters looters lawyers doctors ministries embassy consulate family "
        "families person persons patrol convoy victims negotiators armies villages elders youths youth newspaper newspapers outlet eu un nato us"
    )
    | ROLE_HEADS
    | frozenset(role + "s" for role in ROLE_HEADS)
)
"""Who acts and is acted upon in the news, where no name stands."""
ACTING_BODIES = BODIES | _set(
    "state country countries nations group groups board jury airlines airline city relatives "
    "network person persons guard clan residents state's voters scientists"
)
"""Who acts, besides; as an object these mostly name no one ("a state of emergency")."""
HAPPENING = _set(
    "erupted erupt erupts broke took begin began begins resumed resume resumes continued continue "
    "continues started start starts ended killed kills left leaves claimed injured spread rocked "
    "hit hits entered collapsed collapse opened open failed wounded"
)
"""What nouns of action do."""
SPORT = _set(
    "goal goals goalkeeper striker midfielder defender penalty halftime half-time kick-off innings "
    "wicket wickets batsman bowler tennis match matches semi-final semifinal quarter-final "
    "championship premiership league fixture touchdown quarterback grand-prix lap laps podium "
    "cyclist peloton golf birdie bogey offside referee var medal medals olympic olympics scored "
    "equaliser equalizer forehand backhand knockout coach squad cup"
)

HARM = _set(
    "kill injure wound hit die leave destroy strike burn hurt rock pound perish detonate explode"
)
"""Verbs that mean an attack only where something else says so."""
ATTACK = _set(
    "attack attacks attacked attacking attackers attacker airstrike airstrikes air raid "
    "raids bomb bombs bombing bombings bomber bombers shooting shootings shot gunfire gunman gunmen "
    "missile missiles rocket rockets drone drones shelling mortar mortars grenade grenades "
    "militants militant rebels rebel insurgents troops soldiers soldier police army forces guerrillas "
    "clashes clash fighting ambush massacre stabbing knife suicide terrorist terrorists assault "
    "offensive explosives landmine landmines tanks artillery warplanes sniper snipers "
    "violence violent protests riots unrest rioting insurgency assassination murder murdered machetes torture battle siege militia taliban"
)
BLAST = _set("explosion explosions blast blasts exploded explodes minefield")
"""What is an attack where no accident is told of."""
CRASH = _set(
    "crash crashed crashes collision collided collides capsized derailed derails landslide "
    "earthquake quake avalanche"
)
"""What kills by itself, whatever else the sentence names."""
WEAPONS = _set(
    "bomb bombs bomber suicide missile missiles shot rocket rockets drone drones shelling"
)
ACCIDENT = _set(
    "hurricanes pandemic covid-19 coronavirus gas factory boiler fireworks depot "
    "accident collision collided crash crashed crashes derailed derails derailment collapse "
    "collapsed storm typhoon hurricane cyclone tornado earthquake quake tsunami flood floods "
    "flooding landslide avalanche wildfire wildfires heatwave outbreak virus disease stampede "
    "lightning eruption volcano ferry capsized capsizes plane bus train tanker tree fire blaze"
)

OUT_OF_QUESTION = "out of the question"
OF_ACTION = _set("on against between by with of")
"""What follows a noun of action with those that it is of."""
FILM = _set("film films movie documentary photographer photograph pictures clip camera video")
"""Where these are, to shoot is to film."""
