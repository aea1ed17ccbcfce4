"""What decides about deliveries, without a network, a clock or Kafka."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.webhooks.backlog import Backlog, Delivery, Failure, Ref, Rules
from streams.webhooks.breaker import Breaker, BreakerRules
from streams.webhooks.order import Order
from streams.webhooks.schedule import Schedule

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
STANDARD = Schedule.parse("5s,5m,30m,2h,5h,10h,14h,20h,24h")


def rng() -> random.Random:
    return random.Random(7)


def rules(**changes) -> Rules:
    given = {
        "schedule": Schedule((5, 300, 1800)),
        "breaker": BreakerRules(failures=3, pause_s=10, longest_s=60),
        "concurrency": 4,
        "most": 20,
    }
    return Rules(**{**given, **changes})


def delivery(number: int, *keys: str, body: bytes = b"{}") -> Delivery:
    return Delivery(Ref(0, number), f"event-{number}", body, frozenset(keys))


def failure(status: int = 500, retry_after_s: float | None = None) -> Failure:
    return Failure(f"the answer was {status}", status, retry_after_s)


def started(backlog: Backlog, now: datetime = NOON) -> list[int]:
    return [one.ref.offset for one in backlog.begin(now)]


# --- schedule ---------------------------------------------------------------------------------


def test_the_default_schedule_is_that_of_the_specification():
    from streams.settings import Settings

    assert Settings.model_fields["webhooks_retries"].default == "5s,5m,30m,2h,5h,10h,14h,20h,24h"
    total = sum(STANDARD.pauses_s)
    assert total == timedelta(hours=75, minutes=35, seconds=5).total_seconds()


@pytest.mark.parametrize("text", ["", "5", "5s,", "often", "-5s", "5s;5m", "5d"])
def test_what_is_no_schedule_is_refused(text):
    with pytest.raises(ValueError, match="pauses like"):
        Schedule.parse(text)


@given(st.integers(1, 12), st.one_of(st.none(), st.floats(0, 86_400)), st.integers())
def test_pauses_lie_around_the_schedule_and_never_before_what_is_asked(attempts, asked, seed):
    pause = STANDARD.pause(attempts, asked, random.Random(seed))
    if attempts > len(STANDARD.pauses_s):
        assert pause is None
        return
    seconds = pause.total_seconds()
    due = STANDARD.pauses_s[attempts - 1]
    assert seconds >= max(due * 0.9, asked or 0) - 1e-5
    assert seconds <= max(due * 1.1, (asked or 0) * 1.1) + 1e-5


# --- breaker ----------------------------------------------------------------------------------

BREAKER = BreakerRules(failures=3, pause_s=10, longest_s=60, jitter=0)


def test_a_breaker_opens_after_failures_in_a_row_and_closes_with_a_success():
    breaker = Breaker()
    for _ in range(2):
        breaker = breaker.after_failure(NOON, BREAKER, rng())
        assert breaker.is_closed
    assert breaker.after_success() == Breaker()
    breaker = breaker.after_failure(NOON, BREAKER, rng())
    assert not breaker.is_closed
    assert breaker.lets_through(NOON + 9 * SECOND, 0) == 0
    assert breaker.lets_through(NOON + 10 * SECOND, 0) == 1
    assert breaker.lets_through(NOON + 10 * SECOND, 1) == 0
    assert breaker.after_success().lets_through(NOON, 5) is None


def test_its_pauses_double_up_to_the_longest():
    breaker, now, pauses = Breaker(failures=2), NOON, []
    for _ in range(6):
        breaker = breaker.after_failure(now, BREAKER, rng())
        pauses.append((breaker.until - now).total_seconds())
        now = breaker.until
    assert pauses == [10, 20, 40, 60, 60, 60]


def test_failures_that_had_begun_before_it_opened_do_not_lengthen_the_pause():
    breaker = Breaker(failures=2).after_failure(NOON, BREAKER, rng())
    later = breaker.after_failure(NOON + SECOND, BREAKER, rng())
    assert (later.until, later.opened) == (breaker.until, 1)


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 100)), max_size=60))
def test_an_open_breaker_never_lets_more_than_one_through(steps):
    breaker, now = Breaker(), NOON
    for succeeds, seconds in steps:
        now += seconds * SECOND
        allowed = breaker.lets_through(now, 0)
        assert (allowed is None) == breaker.is_closed
        assert allowed in {None, 0, 1}
        breaker = (
            breaker.after_success() if succeeds else breaker.after_failure(now, BREAKER, rng())
        )
        assert breaker.is_closed == (succeeds or breaker.failures < BREAKER.failures)


# --- order ------------------------------------------------------------------------------------

KEYS = st.frozensets(st.sampled_from("abcde"), max_size=3)


@given(st.lists(st.one_of(KEYS, st.integers(0, 30)), max_size=80))
def test_whatever_is_first_in_all_its_lines_is_free_and_nothing_else(steps):
    order: Order[int] = Order()
    waiting: dict[int, frozenset[str]] = {}
    for number, step in enumerate(steps):
        if isinstance(step, frozenset):
            order.add(number, step)
            waiting[number] = step
        elif waiting:
            # in any order: dead letters are taken out of the middle
            gone = list(waiting)[step % len(waiting)]
            order.remove(gone)
            del waiting[gone]
        free = {
            one
            for one, keys in waiting.items()
            if not any(keys & other for earlier, other in waiting.items() if earlier < one)
        }
        assert set(order.free()) == free
        assert len(order) == len(waiting)


def test_it_counts_what_waits_behind():
    order: Order[str] = Order()
    order.add("first", frozenset({"a", "b"}))
    order.add("second", frozenset({"a"}))
    order.add("third", frozenset({"b", "c"}))
    assert (order.behind("first"), order.behind("second")) == (2, 1)


# --- backlog ----------------------------------------------------------------------------------


def test_what_shares_a_key_waits_and_the_rest_goes_on():
    backlog = Backlog(rules(), rng())
    for number, story in enumerate("aab"):
        backlog.add(delivery(number, story))
    assert started(backlog) == [0, 2]
    backlog.failed(Ref(0, 0), NOON, failure())
    backlog.succeeded(Ref(0, 2), NOON)
    assert started(backlog) == []
    assert timedelta(seconds=4) < backlog.wake_at() - NOON < timedelta(seconds=6)
    assert started(backlog, NOON + 6 * SECOND) == [0]
    backlog.succeeded(Ref(0, 0), NOON + 6 * SECOND)
    assert started(backlog, NOON + 6 * SECOND) == [1]


def test_no_more_than_so_many_are_in_flight():
    backlog = Backlog(rules(), rng())
    for number in range(10):
        backlog.add(delivery(number, str(number)))
    assert len(started(backlog)) == 4
    assert started(backlog) == []
    assert backlog.wake_at() is None
    backlog.succeeded(Ref(0, 0), NOON)
    assert len(started(backlog)) == 1


def test_after_the_last_attempt_it_is_given_up_and_not_tried_while_it_is_written_down():
    backlog = Backlog(rules(breaker=BreakerRules(failures=99)), rng())
    backlog.add(delivery(0, "a"))
    backlog.add(delivery(1, "a"))
    now, verdicts = NOON, []
    for _ in range(4):
        assert started(backlog, now) == [0]
        verdicts.append(backlog.failed(Ref(0, 0), now, failure()))
        now += timedelta(days=1)
    assert [verdict.dead is not None for verdict in verdicts] == [False, False, False, True]
    assert verdicts[-1].dead.attempts == 4
    assert started(backlog, now) == []
    backlog.remove(Ref(0, 0))
    assert started(backlog, now) == [1]


def test_retry_after_holds_back_the_whole_endpoint_also_after_a_success():
    backlog = Backlog(rules(), rng())
    for number in range(3):
        backlog.add(delivery(number, str(number)))
    assert started(backlog) == [0, 1, 2]
    backlog.failed(Ref(0, 0), NOON, failure(429, 100.0))
    backlog.succeeded(Ref(0, 1), NOON)
    backlog.add(delivery(3, "3"))
    assert started(backlog, NOON + 99 * SECOND) == []
    assert backlog.wake_at() == NOON + 100 * SECOND
    assert started(backlog, NOON + 100 * SECOND) == [3]
    assert started(backlog, NOON + 111 * SECOND) == [0]


def test_429_without_a_time_throttles_for_a_moment():
    backlog = Backlog(rules(), rng())
    backlog.add(delivery(0, "a"))
    assert started(backlog) == [0]
    backlog.failed(Ref(0, 0), NOON, failure(429))
    backlog.add(delivery(1, "b"))
    assert started(backlog, NOON + 4 * SECOND) == []
    assert 1 in started(backlog, NOON + 11 * SECOND)


def test_410_disables_and_costs_no_attempt():
    backlog = Backlog(rules(), rng())
    backlog.add(delivery(0, "a"))
    assert started(backlog) == [0]
    assert backlog.failed(Ref(0, 0), NOON, failure(410)).disable == "gone"
    assert [(one.attempts, one.status) for one in backlog.deliveries] == [(0, 410)]


def test_an_endpoint_that_only_fails_for_days_is_disabled_and_keeps_what_waits():
    backlog = Backlog(rules(disable_after=timedelta(hours=10), schedule=STANDARD), rng())
    now = NOON
    for number in range(20):
        backlog.add(delivery(number, str(number)))
    while True:
        begun = started(backlog, now)
        verdicts = [backlog.failed(Ref(0, number), now, failure()) for number in begun]
        if any(verdict.disable == "failing" for verdict in verdicts):
            break
        assert not any(verdict.dead for verdict in verdicts)
        now = max(now + SECOND, backlog.wake_at())
    assert now - NOON >= timedelta(hours=10)
    assert len(backlog) == 20


def test_an_open_breaker_probes_with_what_has_failed_least_and_all_goes_on_when_it_closes():
    backlog = Backlog(rules(), rng())
    for number in range(3):
        backlog.add(delivery(number, str(number)))
    for number in started(backlog):
        backlog.failed(Ref(0, number), NOON, failure())
    backlog.add(delivery(3, "3"))
    assert started(backlog, NOON + 9 * SECOND) == []
    now = NOON + 12 * SECOND
    assert started(backlog, now) == [3]
    assert started(backlog, now) == []
    backlog.failed(Ref(0, 3), now, failure())
    backlog.add(delivery(4, "4"))
    now += 25 * SECOND
    assert started(backlog, now) == [4]
    backlog.succeeded(Ref(0, 4), now)
    # their own pauses would have been minutes, for some of them
    assert sorted(started(backlog, now)) == [0, 1, 2, 3]


def test_one_poisonous_event_does_not_hold_up_a_full_backlog_for_ever():
    backlog = Backlog(rules(most=6), rng())
    for number in range(5):
        backlog.add(delivery(number, "poison"))
    now = NOON
    for other in range(5, 8):
        assert started(backlog, now) == [0]
        backlog.failed(Ref(0, 0), now, failure())
        backlog.add(delivery(other, str(other)))
        assert started(backlog, now) == [other]
        assert backlog.give_up(now) is None
        backlog.succeeded(Ref(0, other), now + SECOND)
        now += timedelta(hours=1)
    now -= timedelta(minutes=55)  # its next attempt is some time away
    assert started(backlog, now) == []
    backlog.add(delivery(8, "poison"))
    assert backlog.is_full
    worst = backlog.give_up(now)
    assert (worst.ref.offset, worst.attempts) == (0, 3)
    assert started(backlog, now) == []
    backlog.remove(worst.ref)
    assert started(backlog, now) == [1]


def test_of_an_endpoint_that_is_down_nothing_is_given_up_early():
    backlog = Backlog(rules(most=3, schedule=STANDARD), rng())
    now = NOON
    for number in range(3):
        backlog.add(delivery(number, "a"))
    for _ in range(len(STANDARD.pauses_s)):
        assert started(backlog, now) == [0]
        assert backlog.failed(Ref(0, 0), now, failure()).dead is None
        assert backlog.give_up(now) is None
        now = backlog.wake_at()


def test_bytes_fill_it_as_well():
    backlog = Backlog(rules(most_bytes=100), rng())
    backlog.add(delivery(0, "a", body=b"x" * 99))
    assert not backlog.is_full
    backlog.add(delivery(1, "b", body=b"x"))
    assert backlog.is_full
    backlog.remove(Ref(0, 0))
    assert not backlog.is_full


class Endpoint:
    """Answers late and in any order; time goes on with its answers."""

    def __init__(self, keys, answers, seed):
        self.draw = random.Random(seed)
        self.backlog = Backlog(rules(), random.Random(seed))
        self.to_come = [delivery(number, *some) for number, some in enumerate(keys)]
        self.keys = {one.ref: one.keys for one in self.to_come}
        self.script = list(answers)
        self.now = NOON
        self.in_flight: list[Ref] = []
        self.attempts: Counter[Ref] = Counter()
        self.ended: list[Ref] = []

    def run(self):
        while self.to_come or len(self.backlog):
            while self.to_come and not self.backlog.is_full and self.draw.random() < 0.7:
                self.backlog.add(self.to_come.pop(0))
            begun = self.begin()
            if self.in_flight:
                self.answer()
            elif poison := self.backlog.give_up(self.now):
                self.end(poison.ref)
            elif len(self.backlog) and not begun:
                at = self.backlog.wake_at()
                assert at is not None, "something waits, and nothing will ever wake it"
                self.now = max(self.now, at)

    def begin(self):
        held = self.backlog.held_until
        begun = [one.ref for one in self.backlog.begin(self.now)]
        assert not begun or held is None or self.now >= held
        self.in_flight += begun
        self.attempts.update(begun)
        assert len(self.in_flight) <= self.backlog.rules.concurrency
        assert len(set(self.in_flight)) == len(self.in_flight)
        return begun

    def answer(self):
        ref = self.in_flight.pop(self.draw.randrange(len(self.in_flight)))
        status, asked, seconds = self.script.pop(0) if self.script else (204, None, 0)
        self.now += seconds * SECOND
        if status in {200, 204}:
            self.backlog.succeeded(ref, self.now)
            self.ended.append(ref)
        elif dead := self.backlog.failed(ref, self.now, Failure("no", status, asked)).dead:
            self.end(dead.ref)

    def end(self, ref):
        self.backlog.remove(ref)
        self.ended.append(ref)


OUTCOMES = st.sampled_from([204, 204, 204, 200, 500, 302, 429, 503, None])
SOME_KEYS = st.frozensets(st.sampled_from("abcd"), min_size=1, max_size=2)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(SOME_KEYS, min_size=1, max_size=25),
    st.lists(st.tuples(OUTCOMES, st.one_of(st.none(), st.floats(0, 600)), st.integers(0, 30))),
    st.integers(),
)
def test_each_delivery_ends_once_and_in_order_whatever_the_endpoint_does(keys, answers, seed):
    endpoint = Endpoint(keys, answers, seed)
    endpoint.run()
    assert sorted(endpoint.ended) == sorted(endpoint.keys)
    assert max(endpoint.attempts.values()) <= len(rules().schedule.pauses_s) + 1
    for place, ref in enumerate(endpoint.ended):
        for before in endpoint.ended[:place]:
            if endpoint.keys[before] & endpoint.keys[ref]:
                assert before.offset < ref.offset
