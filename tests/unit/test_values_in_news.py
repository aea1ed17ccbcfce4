"""Sentences as news has them, each written with its answer before the rules were run on it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from streams.core.enrich.facts import extract
from streams.core.enrich.time_patterns import FEAST
from streams.core.enrich.time_values import feast_of

# a Wednesday noon
AT = datetime(2025, 10, 8, 12, tzinfo=UTC)


def quantities(body):
    return [
        (one.value, one.unit, one.bound, one.casualty)
        for one in extract("", body, at=AT, bylines=()).quantities
    ]


def times(body, at=AT):
    zone = at.tzinfo
    return [
        (
            one.text,
            f"{one.start.astimezone(zone):%m-%dT%H:%M}",
            f"{one.end.astimezone(zone):%m-%dT%H:%M}",
        )
        for one in extract("", body, at=at, bylines=()).times
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The flood has killed at least 43 people and left more than 100 missing, officials said.",
         [(43, None, "at-least", "killed"), (100, None, "at-least", "missing")]),
        ("Two police officers were shot dead and a third was wounded in Marseille.",
         [(2, None, "exactly", "killed")]),
        ("Fourteen miners are still unaccounted for.", [(14, None, "exactly", "missing")]),
        ("The ministry put the death toll at 212.", [(212, None, "exactly", "killed")]),
        ("Seven people were injured, three of them critically.",
         [(7, None, "exactly", "injured"), (3, None, "exactly", "injured")]),
        ("The firm will cut half a million jobs by 2030.", [(500_000, None, "exactly", None)]),
        ("A dozen boats and two dozen nets were seized.", [(12, None, "exactly", None), (24, None, "exactly", None)]),
        ("Tens of thousands of fans lined the route.", [(20_000, None, "at-least", None)]),
        ("Several thousand homes have no power.", [(2_000, None, "at-least", None)]),
        ("He was fined £1,500 and ordered to pay $2m in costs.",
         [(1_500, "GBP", "exactly", None), (2e6, "USD", "exactly", None)]),
        ("The state will spend Rs 300 crore on 2.5 lakh toilets.",
         [(3e9, "INR", "exactly", None), (250_000, None, "exactly", None)]),
        ("Shares fell between 2% and 3% in early trading.", [(2, "percent", "exactly", None)]),
        ("Temperatures of up to 43C are forecast.", [(43, "celsius", "at-most", None)]),
        ("Winds reached 150 kilometres per hour.", [(150, "km/h", "exactly", None)]),
        ("One in three pupils skips breakfast.", [(0.333333, None, "exactly", None)]),
        ("Three-quarters of voters backed it.", [(0.75, None, "exactly", None)]),
        ("Almost two thirds of the seats are empty.", [(0.666667, None, "about", None)]),
        ("The queue was 2.5km long and took over three hours.",
         [(2.5, "km", "exactly", None), (3, "hour", "at-least", None)]),
        ("She spent 18 months in jail.", [(18, "month", "exactly", None)]),
        ("It weighs a tonne and costs €3bn.", [(1, "tonne", "exactly", None), (3e9, "EUR", "exactly", None)]),
        ("The bank cut rates by half a percentage point to 3.75%.",
         [(0.5, "percentage-point", "exactly", None), (3.75, "percent", "exactly", None)]),
        ("Police arrested 17 people and seized 40 kilos of cocaine.",
         [(17, None, "exactly", None), (40, "kg", "exactly", None)]),
        ("No fewer than six ministers resigned.", [(6, None, "at-least", None)]),
        ("About 300 people or more joined the march.", [(300, None, "about", None)]),
        ("Liverpool won 3-1 in front of 54,000 fans.", [(54_000, None, "exactly", None)]),
        ("Maria Keller, 41, and her 12-year-old son escaped.", []),
        ("Article 50 was triggered and Flight 302 took off from gate 14.", []),
        ("They have two children and one dog.", [(2, None, "exactly", None), (1, None, "exactly", None)]),
        ("No one was hurt and one of the walls stands.", []),
        ("A magnitude 5.8 quake struck 30 miles off the coast at a depth of 10 kilometres.",
         [(5.8, "magnitude", "exactly", None), (30, "mile", "exactly", None), (10, "km", "exactly", None)]),
        ("The bomb killed a mother and her four children.", [(4, None, "exactly", "killed")]),
        ("Rescuers pulled 11 bodies from the river.", [(11, None, "exactly", "killed")]),
        ("Eight people were taken to hospital after the crash.", [(8, None, "exactly", "injured")]),
        ("The company employs 4,200 people in 12 countries.",
         [(4_200, None, "exactly", None), (12, None, "exactly", None)]),
        ("The five-day strike will cost 6 million euros a day.",
         [(5, "day", "exactly", None), (6e6, "EUR", "exactly", None)]),
        ("Turnout stood at 61.4 per cent, down from 70.",
         [(61.4, "percent", "exactly", None), (70, None, "exactly", None)]),
        ("The drones, 34 of which were shot down, came from the south.", [(34, None, "exactly", None)]),
        ("Prices have risen fivefold in ten years.", [(10, "year", "exactly", None)]),
        ("The court jailed him for 20 years and six months.",
         [(20, "year", "exactly", None), (6, "month", "exactly", None)]),
        ("Call the hotline on 0800 123 4567.", []),
        ("Nine were hurt, two seriously.", [(9, None, "exactly", "injured"), (2, None, "exactly", "injured")]),
        ("Of the 41 on board, only six survived.", [(41, None, "exactly", None), (6, None, "exactly", None)]),
        ("The fire destroyed 1,200 homes, killing 16.", [(1_200, None, "exactly", None), (16, None, "exactly", "killed")]),
        ("Rescuers are searching for three climbers.", [(3, None, "exactly", "missing")]),
        ("Between 30 and 40 goats died of thirst.", [(30, None, "exactly", "killed")]),
        ("The dam is 98 per cent full.", [(98, "percent", "exactly", None)]),
        ("A litre of petrol costs Sh180.", [(180, "KES", "exactly", None)]),
        ("The RBI sold $1.2 billion and the rupee fell to 88.7.", [(1.2e9, "USD", "exactly", None), (88.7, None, "exactly", None)]),
        ("He scored 82 runs off 54 balls.", [(82, None, "exactly", None), (54, None, "exactly", None)]),
        ("Voters in nine of the 16 states go to the polls.", [(9, None, "exactly", None), (16, None, "exactly", None)]),
        ("The train was 40 minutes late.", [(40, "minute", "exactly", None)]),
        ("Just under a quarter of pupils were absent.", [(0.25, None, "at-most", None)]),
        ("The museum lost some 1.5m visitors.", [(1.5e6, None, "about", None)]),
        ("The three-storey house has 12 rooms.", [(3, "storey", "exactly", None), (12, None, "exactly", None)]),
        ("At most 200 mourners were let in; 30 others waited.", [(200, None, "at-most", None), (30, None, "exactly", None)]),
        ("She ran 42.195 km in two hours, 14 minutes.", [(42.195, "km", "exactly", None), (134, "minute", "exactly", None)]),
        ("The bus, carrying 38 pupils, fell into a gorge; 12 died.", [(38, None, "exactly", None), (12, None, "exactly", "killed")]),
        ("Five more bodies were found, bringing the death toll to 31.", [(5, None, "exactly", "killed"), (31, None, "exactly", "killed")]),
        ("Sales rose 4.5pc to A$310 million.", [(4.5, "percent", "exactly", None), (3.1e8, "AUD", "exactly", None)]),
        ("An airstrike killed 14 people, among them five children, the ministry said.",
         [(14, None, "exactly", "killed"), (5, None, "exactly", "killed")]),
        ("Two firefighters died and another 11 were hurt.",
         [(2, None, "exactly", "killed"), (11, None, "exactly", "injured")]),
        ("The toll has climbed to 87, with 40 people still missing.",
         [(87, None, "exactly", "killed"), (40, None, "exactly", "missing")]),
        ("The party won 112 of 230 seats.", [(112, None, "exactly", None), (230, None, "exactly", None)]),
        ("Rent is up 12% on a year ago, to £1,350 a month.",
         [(12, "percent", "exactly", None), (1_350, "GBP", "exactly", None)]),
        ("Sh2.4 billion was lost, the Auditor-General found.", [(2.4e9, "KES", "exactly", None)]),
        ("The cyclone dumped 300mm of rain in six hours.",
         [(300, "mm", "exactly", None), (6, "hour", "exactly", None)]),
        ("He owns a half share in four racehorses.", [(4, None, "exactly", None)]),
        ("Officials seized 3.2 tonnes of ivory worth about $7m.",
         [(3.2, "tonne", "exactly", None), (7e6, "USD", "about", None)]),
        ("Nearly one in five children is hungry.", [(0.2, None, "about", None)]),
        ("The convoy of 60 trucks was stopped 5km from the border.",
         [(60, None, "exactly", None), (5, "km", "exactly", None)]),
        ("Thousands marched; police made 52 arrests.", [(2_000, None, "at-least", None), (52, None, "exactly", None)]),
        ("Wholesale prices fell 0.3 percentage points.", [(0.3, "percentage-point", "exactly", None)]),
        ("Four of the dead were students.", [(4, None, "exactly", "killed")]),
        ("A bus with 50 passengers overturned; none was hurt.", [(50, None, "exactly", None)]),
        ("The jury of seven women and five men retired.", [(7, None, "exactly", None), (5, None, "exactly", None)]),
        ("It was the team’s first win in 11 matches.", [(11, None, "exactly", None)]),
        ("The 83-year-old leader has ruled for 41 years.", [(41, "year", "exactly", None)]),
        ("More than half the town is under water.", [(0.5, None, "at-least", None)]),
        ("The satellite weighs 1,100 kg and will fly at 28,000 km/h.",
         [(1_100, "kg", "exactly", None), (28_000, "km/h", "exactly", None)]),
        ("Every third house is empty and the second bridge is shut.", []),
    ],
)  # fmt: skip
def test_quantities(body, expected):
    assert quantities(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The vote will be held on Sunday.", [("Sunday", "10-12T00:00", "10-13T00:00")]),
        ("The vote was held on Sunday.", [("Sunday", "10-05T00:00", "10-06T00:00")]),
        ("Polls open at 7am on Saturday.", [("7am on Saturday", "10-11T07:00", "10-11T07:01")]),
        ("Trains will not run until Monday.", [("until Monday", "10-08T12:00", "10-14T00:00")]),
        ("The road has been shut since Friday night.", [("since Friday night", "10-03T20:00", "10-08T12:00")]),
        ("Answers are due by 5pm.", [("by 5pm", "10-08T12:00", "10-08T17:00")]),
        ("The talks resume in two weeks.", [("in two weeks", "10-22T00:00", "10-23T00:00")]),
        ("Twelve quakes struck in the last 24 hours.", [("in the last 24 hours", "10-07T12:00", "10-08T12:00")]),
        ("It happened three days ago.", [("three days ago", "10-05T00:00", "10-06T00:00")]),
        ("It happened two hours ago.", [("two hours ago", "10-08T10:00", "10-08T10:01")]),
        ("The report came out late on Tuesday.", [("late on Tuesday", "10-07T18:00", "10-08T00:00")]),
        ("A ceasefire takes effect at midnight.", [("midnight", "10-09T00:00", "10-09T00:01")]),
        ("The premier speaks at 3.15pm.", [("3.15pm", "10-08T15:15", "10-08T15:16")]),
        ("The premier speaks at 9am EDT.", [("9am EDT", "10-08T13:00", "10-08T13:01")]),
        ("The final is at 8pm Paris time on Thursday.", [("8pm Paris time on Thursday", "10-09T18:00", "10-09T18:01")]),
        ("Shops will be closed between 24 and 26 December.", [("24 and 26 December", "12-24T00:00", "12-27T00:00")]),
        ("The inquiry runs from March to July.", [("from March to July", "03-01T00:00", "08-01T00:00")]),
        ("It rained from 6am to 10am.", [("from 6am to 10am", "10-08T06:00", "10-08T10:00")]),
        ("He was arrested in early September.", [("early September", "09-01T00:00", "10-01T00:00")]),
        ("She resigned last month.", [("last month", "09-01T00:00", "10-01T00:00")]),
        ("The budget is due next week.", [("next week", "10-13T00:00", "10-20T00:00")]),
        ("She died on 14 February.", [("14 February", "02-14T00:00", "02-15T00:00")]),
        ("The trial opens on January 12.", [("January 12", "01-12T00:00", "01-13T00:00")]),
        ("Storms hit the coast overnight.", [("overnight", "10-07T20:00", "10-08T06:00")]),
        ("The museum opens every Friday and on Sundays.", []),
        ("May said the march was small.", []),
        ("The Sunday Times reported it.", []),
        ("Results are expected by the end of October.", [("by the end of October", "10-08T12:00", "11-01T00:00")]),
        ("Tomorrow morning the bridge reopens.", [("Tomorrow morning", "10-09T06:00", "10-09T12:00")]),
        ("They met at half past nine this morning.", [("half past nine this morning", "10-08T09:30", "10-08T09:31")]),
        ("The siege ended shortly after 4pm on Monday.", [("shortly after 4pm on Monday", "10-06T16:00", "10-06T16:01")]),
        ("It was the worst fire since 1997.", [("since 1997", "01-01T00:00", "10-08T12:00")]),
        ("Prices rose in the 12 months to September.", [("September", "09-01T00:00", "10-01T00:00")]),
        ("Over the past week, 40 boats arrived.", [("Over the past week", "10-01T12:00", "10-08T12:00")]),
        ("The law takes effect from 1 January 2026.", [("1 January 2026", "01-01T00:00", "01-02T00:00")]),
        ("The 1990s were kinder.", [("The 1990s", "01-01T00:00", "01-01T00:00")]),
        ("Updated: 2025-10-07.", [("2025-10-07", "10-07T00:00", "10-08T00:00")]),
        ("The mayor told reporters on Tuesday he will step down on Friday.",
         [("Tuesday", "10-07T00:00", "10-08T00:00"), ("Friday", "10-10T00:00", "10-11T00:00")]),
        ("On Monday evening a bomb went off.", [("Monday evening", "10-06T18:00", "10-07T00:00")]),
        ("The deadline passed on Wednesday at noon.", [("Wednesday at noon", "10-08T12:00", "10-08T12:01")]),
        ("The curfew runs from 9pm to 5am.", [("from 9pm to 5am", "10-08T21:00", "10-09T05:00")]),
        ("Expect rain between 2 and 4pm.", [("between 2 and 4pm", "10-08T14:00", "10-08T16:00")]),
        ("The PM said on Sunday that he would fly to Delhi on Thursday.",
         [("Sunday", "10-05T00:00", "10-06T00:00"), ("Thursday", "10-09T00:00", "10-10T00:00")]),
        ("Good evening. Here is what happened this afternoon.", [("this afternoon", "10-08T12:00", "10-08T18:00")]),
        ("Applications close on 31 October.", [("31 October", "10-31T00:00", "11-01T00:00")]),
        ("A verdict is expected later this week.", [("this week", "10-06T00:00", "10-13T00:00")]),
        ("The strike begins at 6 a.m. on Friday.", [("6 a.m. on Friday", "10-10T06:00", "10-10T06:01")]),
        ("Police were called at around 11.30pm on Saturday.", [("around 11.30pm on Saturday", "10-04T23:30", "10-04T23:31")]),
        ("She has led the party since 2019.", [("since 2019", "01-01T00:00", "10-08T12:00")]),
        ("The club was founded in 1992.", [("1992", "01-01T00:00", "01-01T00:00")]),
        ("Talks will resume next Tuesday.", [("next Tuesday", "10-14T00:00", "10-15T00:00")]),
        ("The pair met last Thursday.", [("last Thursday", "10-02T00:00", "10-03T00:00")]),
        ("The warning lasts until 3am tomorrow.", [("until 3am tomorrow", "10-08T12:00", "10-09T03:00")]),
        ("Inflation was 3.8% in the year to August.", [("August", "08-01T00:00", "09-01T00:00")]),
        ("Ballots must arrive before 20 November.", [("before 20 November", "10-08T12:00", "11-20T00:00")]),
        ("Over the next three days the heat will ease.", [("Over the next three days", "10-08T12:00", "10-11T12:00")]),
        ("He said yesterday evening it was over.", [("yesterday evening", "10-07T18:00", "10-08T00:00")]),
        ("I was nine in 1994 and we left a month later.", [("1994", "01-01T00:00", "01-01T00:00")]),
        ("The shop opens daily from 9am to 5pm.", []),
        ("The hospital reopened at 10 on Monday.", [("10 on Monday", "10-06T10:00", "10-06T10:01")]),
        ("Police will brief the press at 2 p.m. local time.", [("2 p.m. local time", "10-08T14:00", "10-08T14:01")]),
        ("The ban applies from Monday.", [("Monday", "10-13T00:00", "10-14T00:00")]),
        ("Doctors walked out on Monday and will stay out until Friday morning.",
         [("Monday", "10-06T00:00", "10-07T00:00"), ("until Friday morning", "10-08T12:00", "10-10T12:00")]),
        ("A decision is due by the end of the year.", [("by the end of the year", "10-08T12:00", "01-01T00:00")]),
        ("Heavy fighting went on throughout the night of October 6.", [("October 6", "10-06T00:00", "10-07T00:00")]),
        ("She was last seen on Thursday, 2 October.", [("Thursday, 2 October", "10-02T00:00", "10-03T00:00")]),
        ("The election is on November 4.", [("November 4", "11-04T00:00", "11-05T00:00")]),
        ("Rates have not been this high since May 2008.", [("since May 2008", "05-01T00:00", "10-08T12:00")]),
        ("The match kicks off tonight at 8.", [("tonight at 8", "10-08T20:00", "10-08T20:01")]),
        ("He is to appear in court tomorrow.", [("tomorrow", "10-09T00:00", "10-10T00:00")]),
        ("It emerged last night that the pair had met.", [("last night", "10-07T20:00", "10-08T06:00")]),
        ("The outage began about 4:40 a.m. and ended just before 7 a.m.",
         [("about 4:40 a.m.", "10-08T04:40", "10-08T04:41"), ("just before 7 a.m.", "10-08T07:00", "10-08T07:01")]),
        ("The summit opens in Lima next month.", [("next month", "11-01T00:00", "12-01T00:00")]),
        ("The past two weeks have been dry.", [("The past two weeks", "09-24T12:00", "10-08T12:00")]),
        ("Last Saturday’s quake hit at dawn on a market day.", [("Last Saturday", "10-04T00:00", "10-05T00:00")]),
        ("Snow is expected in the north by Thursday night.", [("by Thursday night", "10-08T12:00", "10-10T06:00")]),
        ("The judge will rule within weeks.", [("within weeks", "10-08T12:00", "11-05T12:00")]),
        ("The treaty of 1991 expired at 11.59pm on September 30.",
         [("1991", "01-01T00:00", "01-01T00:00"), ("11.59pm on September 30", "09-30T23:59", "10-01T00:00")]),
        ("The queen, who died in 2022, reigned for 70 years.", [("2022", "01-01T00:00", "01-01T00:00")]),
        ("Results from the third quarter of 2025 were poor.", [("the third quarter of 2025", "07-01T00:00", "10-01T00:00")]),
    ],
)  # fmt: skip
def test_times(body, expected):
    assert times(body) == expected


def test_days_in_figures_are_read_as_the_zone_writes_them():
    ottawa = AT.astimezone(timezone(timedelta(hours=-4)))
    assert times("It closed on 03/04/2024.") == [("03/04/2024", "04-03T00:00", "04-04T00:00")]
    assert times("It closed on 03/04/2024.", ottawa) == [
        ("03/04/2024", "03-04T00:00", "03-05T00:00")
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("A suicide bomber killed himself and 12 worshippers.",[(12,"killed")]),
        ("The crash left three dead and nine injured.",[(3,"killed"),(9,"injured")]),
        ("Six people have died and dozens more are injured.",[(6,"killed"),(24,"injured")]),
        ("Two teenagers drowned on Sunday.",[(2,"killed")]),
        ("Forty-one bodies have been recovered so far.",[(41,"killed")]),
        ("Shelling wounded five, one of them a child.",[(5,"injured"),(1,"injured")]),
        ("Gunmen shot dead four farmers near Jos.",[(4,"killed")]),
        ("The number of dead rose to 19.",[(19,"killed")]),
        ("There were no survivors among the 62 people on board.",[(62,"killed")]),
        ("Three of the injured are in intensive care.",[(3,"injured")]),
        ("A landslide buried 30 people; nine have been found alive.",[(30,None),(9,None)]),
        ("Of the nine wounded, two later died.",[(9,"injured"),(2,"killed")]),
        ("The explosion claimed the lives of eight workers.",[(8,"killed")]),
        ("It says 1,200 civilians have been killed since March.",[(1200,"killed")]),
        ("Police killed three protesters and wounded at least 20 others.",[(3,"killed"),(20,"injured")]),
        ("Five sailors are missing, feared drowned.",[(5,"missing")]),
        ("Ten people lost their lives when the ferry sank.",[(10,"killed")]),
        ("Rescuers were looking for two missing hikers.",[(2,"missing")]),
        ("More than 100 were treated for burns and smoke inhalation.",[(100,"injured")]),
        ("An army helicopter crashed, killing all 14 aboard.",[(14,"killed")]),
        ("One person was killed and four were hurt in a knife attack.",[(1,"killed"),(4,"injured")]),
        ("The fire injured 16 people, four of whom later died.",[(16,"injured"),(4,"killed")]),
        ("The virus has sickened 40 and killed two.",[(40,None),(2,"killed")]),
        ("Seven fishermen went missing off Kochi.",[(7,"missing")]),
        ("Thirteen soldiers and two rebels died in the clash.",[(13,"killed"),(2,"killed")]),
    ],
)  # fmt: skip
def test_victims(body, expected):
    found = extract("", body, at=AT, bylines=()).quantities
    assert [(one.value, one.casualty) for one in found] == expected


@pytest.mark.parametrize(
    ("feast", "day"),
    [
        ("Christmas", (12, 25)),
        ("Christmas Day", (12, 25)),
        ("Christmas Eve", (12, 24)),
        ("New Year", (1, 1)),
        ("New Year's Day", (1, 1)),
        ("New Year’s Eve", (12, 31)),
        ("New Year's Eve", (12, 31)),
        ("Boxing Day", (12, 26)),
        ("Halloween", (10, 31)),
    ],
)
def test_every_feast_that_is_read_has_a_day(feast, day):
    assert feast_of(FEAST.match(feast)) == day
