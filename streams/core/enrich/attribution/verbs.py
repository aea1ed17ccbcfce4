"""Verbs of saying and the small words round them: data that all rules of attribution share."""

from __future__ import annotations

from streams.core.enrich.lexicon import word_set

PLAIN = word_set(
    "said says say saying tells told tell adds added thinks think thought believes believe believed "
    "reckons reckon reckoned estimates estimate estimated fears feared expects expected "
    "suggests suggested suggest insisted insists insist argued argues argue maintains maintained "
    "claims claimed claim alleges alleged allege contends contended"
)
"""What follows them is nearly always a clause, with or without "that"."""

OF_CLAUSES = PLAIN | word_set(
    "warned warns warn announced announces announce explained explains explain wrote writes write "
    "tweeted tweets posted posts stated states state declared declares declare noted notes note "
    "stressed stresses confirmed confirms confirm acknowledged acknowledges acknowledge admitted "
    "admits admit conceded concedes concede denied denies deny reported reports report ruled "
    "rules finds found find shows showed show lamented laments observed observes remarked remarks "
    "recalled recalls cautioned cautions complained complains revealed reveals disclosed discloses "
    "indicated indicates predicted predicts forecasts concluded concludes decided decides asserted "
    "asserts asked asks ask replied replies answered answers responded reiterated reiterates "
    "emphasised emphasized emphasises emphasizes mentioned testified testifies vowed vows pledged "
    "pledges promised promises boasted quipped joked jokes continued continues repeated repeats "
    "reminded reminds assured assures informed informs advised advises clarified tells signalled "
    "confided guessed wondered wonders heard urged put understands understand learned learnt"
)
"""They may have a finite clause; without "that" the clause must show its verb."""

ADDRESSED = word_set(
    "told tells tell telling warned warns asked asks assured assures informed informs reminded "
    "reminds advised advises put"
)
"""They say to whom before they say what."""

MANNER = word_set(
    "sighed sighs grumbled grinned grins smiled laughed laughs shouted shouts yelled radioed pleaded "
    "pleads shrugged shrugs whispered muttered cried cries exclaimed snapped teased "
    "begged begs mused muses commented comments went interjected interrupted countered counters "
    "agreed agrees texted messaged chanted toasted roared chuckled "
    "volunteered offered tweeted blogged thundered barked sobbed deadpanned retorted retorts"
)
"""They give words between marks only."""

CUES = OF_CLAUSES | MANNER

NAMING = word_set(
    "called calls call calling described describes describe describing termed terms dubbed dubs "
    "branded brands labelled labels labeled dismissed dismisses dismissing dismiss rejected rejects "
    "rejecting blamed blames blaming praised praises praising thanked thanks thanking accepted "
    "accepts apologised apologises apologized apologizes wants want wanted demanded demands "
    "demanding urged urges urging spoke speaks speaking put puts denounced denounces "
    "condemned condemns condemning criticised criticises criticized criticizes hailed hails hailing "
    "slammed slams mocked mocks ridiculed likened likens compared compares cited cites citing "
    "accused accuses accusing invoked expressed expresses promised promises pledged pledges vowed "
    "vows offered offers welcomed welcomes feels felt voiced voices warned warns denied denies "
    "predicted predicts complained complains lamented laments said says say saying told tells added "
    "adds suggested suggests claimed claims admitted admits characterised characterized hoped hopes "
    "requested requests sought seeks appealed appeals decried lauded attacked attacks quoted dispute disputes disputed refute refutes refuted "
    "contradict contradicts contradicted rebuts rebutted accuse accuse insist dismiss reject deny allege maintain "
    "confirming denying disputing alleging claiming insisting acknowledging admitting"
)
"""They may hold a few words between marks that are no clause."""

AUXILIARIES = word_set(
    "is are was were be been has have had having will would can could may might must should shall "
    "do does did isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t won’t wouldn’t can’t cannot "
    "couldn’t mustn’t shouldn’t don’t doesn’t didn’t isn't aren't wasn't weren't hasn't haven't "
    "hadn't won't wouldn't can't couldn't shouldn't don't doesn't didn't ’ll ’re ’ve 'll 're 've"
)
FINITE = AUXILIARIES - {"be", "been", "having"}
"""Words that show that a clause has its verb."""

PAST = word_set(
    "fell rose won lost met hit shut left went came took gave made got saw knew began broke fled "
    "struck killed fought held kept led paid ran sent sold spent stood told brought built bought "
    "burnt caught cost cut drew drove fell felt flew found grew heard hurt put set showed sank "
    "spoke stole swept thought threw wore wrote beat became voted remains remain plans plan wants "
    "want needs need takes take goes go comes come gets get makes make knows know expects expect "
    "works work costs depends faces means owns runs supports seems looks leaves gives keeps holds "
    "wins loses falls rises favour favor back backs oppose opposes"
)
"""Finite forms that end like no other."""

BETWEEN = word_set(
    "has have had also both later earlier now then since repeatedly already again previously "
    "separately still first publicly officially today yesterday meanwhile just recently all did "
    "does do will would only simply once reportedly privately himself herself themselves itself "
    "myself nevertheless however flatly categorically firmly strongly vehemently quietly openly "
    "formally tearfully angrily drily dryly cheerfully merely never often always even and"
) - {"and"}
"""What may stand between a subject and its verb."""

NEGATIONS = word_set("not never nor neither declined refused didn’t didn't won’t won't wouldn’t wouldn't couldn’t "
    "couldn't hasn’t hasn't haven’t haven't hadn’t hadn't doesn’t doesn't don’t don't cannot can’t "
    "can't")  # fmt: skip
"""With one of these before the verb nothing was said."""

PASSIVES = word_set("is are was were be been being am")

BEFORE_NOUNS = word_set(
    "the a an no its their his her our my your this these those some any such of many several "
    "false other recent earlier to news press media annual new official neither good"
)
"""After these "claims", "reports" and the like are nouns."""

SUBORDINATORS = word_set(
    "that which as after before when while because if although though but where what than since "
    "until so or whether how why whereas once unless whom"
)
"""A noun phrase does not go back over them."""

WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = word_set(
    "january february march april may june july august september october november december jan "
    "feb mar apr jun jul aug sept sep oct nov dec"
)
WHEN = WEEKDAYS | word_set("yesterday today tonight earlier later")
ADJUNCTS = (
    word_set(
        "on in at during after by through to from via over of with for as early late last this from "
        "off before under outside inside near while when amid following before upon within without"
    )
    | WHEN
)
"""What follows a verb of saying and is not yet what was said."""

PRONOUNS = word_set("he she they it we i")
PEOPLE_PRONOUNS = frozenset({"he", "she"})
CLAUSE_PRONOUNS = word_set("he she they it we i there you this nobody everyone no-one")
DETERMINERS = word_set(
    "the a an his her its their our my one some several many most two three four five six dozens "
    "both all local other another neither each no"
)

INVERTING = word_set(
    "said says say added adds warned warns reported reports suggests suggested insisted insists "
    "believes claims claimed announced argues argued reckons reckon writes wrote estimates predicts "
    "explained explains complained conceded confirmed confirms tweeted"
)
"""They may stand before their subject after a mere comma: "It does not, said its chair"."""

NOUNS_TOO = word_set(
    "claims claim reports report asks posts post notes note states state rules finds shows show jokes "
    "hopes fears estimates estimate forecasts answers comments promises offers attacks demands calls "
    "call remarks urges welcomes hails mocks appeals requests blames laughs smiles read"
)
"""Forms that are nouns as well: their subject must be a name, a pronoun or have an article."""

FINDINGS = word_set(
    "poll survey study report data figures analysis research model emails documents records papers "
    "review audit census index investigation"
)
"""Things that speak: what follows "of" or "by" belongs to their description."""

SPEAKING = OF_CLAUSES - word_set(
    "found finds find shows showed show thinks think thought believes believe believed estimates "
    "estimate estimated fears feared expects expected understands understand heard learned learnt"
)
"""After them a time, place or occasion may come before what was said."""

SIGNS = word_set(
    "sign signs banner banners placard placards poster posters plaque label card badge notice sticker "
    "t-shirt shirt headline graffiti slogan motto billboard"
)
"""What they say is written on them: nobody's words."""

POSTNOMINALS = word_set("kc qc sc mp msp mbe obe cbe phd md mla mep jr sr")

CHARGES = word_set(
    "figure number charge claim claims allegation allegations accusation report account version "
    "suggestion assertion verdict finding"
)
"""What may be denied right behind them: "a figure the ministry disputes"."""

PREPOSITIONS = word_set(
    "on in at during after by from under over for since with to into of about against"
)
LEADING = word_set("and but yet meanwhile also even then now only speaking separately")
"""What stands before a noun phrase and is no part of it."""
