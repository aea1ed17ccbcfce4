"""Which story an entry belongs to: one pass, over what stands in the index now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt

from schemas import Regroup

from .redirects import Redirects
from .sketch import Sketch
from .split import halves
from .thread import Thread, likeness, total


@dataclass(frozen=True, slots=True)
class Tuning:
    join: float = 0.24
    merge: float = 0.34
    part: float = 0.12
    window_days: int = 7
    fade_days: int = 14
    near: int = 0
    near_share: float = 0.5
    same_coverage: float = 0.05
    crowded: int = 64
    candidates: int = 6
    isf: int = 1
    link: float = 0.2
    smooth: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    story: str | None
    likeness: float
    regroups: tuple[Regroup, ...]


@dataclass(frozen=True, slots=True)
class _Member:
    origin: str
    story: str
    sketch: Sketch
    coverage: str


class StoryIndex:
    def __init__(self, tuning: Tuning = Tuning()) -> None:
        self._tuning = tuning
        self._members: dict[str, _Member] = {}
        self._threads: dict[str, Thread] = {}
        self._postings: dict[int, dict[str, int]] = {}
        self._redirects = Redirects()

    def add(self, key, story, sketch, coverage=""):
        if key in self._members:
            self.remove(key)
        self._put(key, story, sketch, coverage)

    def remove(self, key):
        member = self._members.pop(key, None)
        if member is None:
            return
        thread = self._threads[member.story]
        thread.remove(member.sketch.at, key, member.coverage)
        square = 0
        for number, weight in member.sketch.terms:
            posting = self._postings[number]
            old = posting[member.story]
            new = old - weight
            square += new * new - old * old
            if new:
                posting[member.story] = new
            else:
                del posting[member.story]
                if not posting:
                    del self._postings[number]
        thread.square += square
        if not thread.recent:
            del self._threads[member.story]

    def _put(self, key, origin, sketch, coverage):
        story = self._redirects.place(key, origin)
        self._members[key] = _Member(origin, story, sketch, coverage)
        thread = self._threads.get(story)
        if thread is None:
            thread = self._threads[story] = Thread()
        thread.add(sketch.at, key, coverage)
        square = 0
        postings = self._postings
        for number, weight in sketch.terms:
            posting = postings.get(number)
            if posting is None:
                postings[number] = {story: weight}
                square += weight * weight
            else:
                old = posting.get(story, 0)
                posting[story] = old + weight
                square += weight * (2 * old + weight)
        thread.square += square

    def current(self, story):
        return self._redirects.current(story)

    def apply(self, regroups):
        for regroup in regroups:
            self._redirects.add(regroup)
            reach = self._redirects.reach(regroup.source)
            for story in sorted(reach):
                if story not in self._threads: continue
                for _, key in list(self._threads[story].recent):
                    m = self._members[key]
                    if self._redirects.place(key, m.origin) != story:
                        self.remove(key)
                        self._put(key, m.origin, m.sketch, m.coverage)

    def choose(self, sketch, *, key, coverage, new_story):
        t = self._tuning
        scored = self._scored(sketch, coverage)
        if not scored or scored[0][0] > -t.join:
            return Choice(None, -scored[0][0] if scored else 0.0, ())
        best = scored[0][1]
        regroups = []
        story = best
        if len(scored) > 1 and scored[1][0] <= -t.link:
            for score, other in scored[1:3]:
                if score > -t.link: break
                if self._alike(best, other) >= t.merge:
                    a, b = sorted((best, other), key=lambda s: self._threads[s].first)
                    if a in self._redirects.reach(b): continue
                    regroups.append(Regroup(source=b, target=a))
                    story = a
                    break
        if not regroups:
            r = self._parted(best, sketch, key)
            if r: 
                regroups, story = r
        return Choice(story, -scored[0][0], tuple(regroups))

    def _parted(self, story, sketch, key):
        thread = self._threads[story]
        size = len(thread) + 1
        if size < 16 or size & (size - 1):
            return None
        recent = [k for _, k in thread.recent[-200:]]
        found = halves([(k, self._members[k].sketch) for k in recent] + [(key, sketch)], self._tuning.part)
        if not found: return None
        stay, go = found
        if thread.first[1] in go or (thread.first[1] not in stay and len(go) > len(stay)):
            stay, go = go, stay
        from streams.core.ids import story_id
        target = story_id(story, min(go))
        entries = tuple(k for k in go if k != key)
        return [Regroup(source=story, target=target, entries=entries)], (target if key in go else story)

    def _alike(self, a, b):
        return likeness(self._sum(a), self._sum(b))

    def _sum(self, story):
        return total(self._members[k].sketch for _, k in self._threads[story].recent[-200:])

    def _scored(self, sketch, coverage):
        t = self._tuning
        postings = self._postings
        dots: dict[str, int] = {}
        late = []
        length = 0
        n = len(self._threads).bit_length()
        for number, weight in sketch.terms:
            posting = postings.get(number)
            if posting is None:
                length += weight * weight
                continue
            if t.isf:
                spread = len(posting).bit_length()  # 1: one story
                weight = weight * 16 // (15 + t.isf * spread) if spread > 1 else weight
            length += weight * weight
            if len(posting) > t.crowded:
                late.append((posting, weight))
                continue
            for story, sum_ in posting.items():
                dots[story] = dots.get(story, 0) + weight * sum_
        if not dots:
            return []
        threads = self._threads
        oldest = sketch.at - t.window_days * 86400 if sketch.at else 0
        top = []
        for story, dot in dots.items():
            thread = threads[story]
            if oldest and thread.last_at and thread.last_at < oldest: continue
            top.append((-(dot * dot) / (thread.square + 1), story))
        top.sort()
        length = sqrt(length)
        found = []
        for _, story in top[:t.candidates]:
            thread = threads[story]
            dot = dots[story]
            for posting, weight in late:
                dot += weight * posting.get(story, 0)
            score = dot / (length * sqrt(thread.square + t.smooth * 1024 * 1024))
            if t.near:
                best = 0
                q = dict(sketch.terms)
                for _, k in thread.recent[-t.near:]:
                    s = 0
                    for number, weight in self._members[k].sketch.terms:
                        w = q.get(number)
                        if w: s += w * weight
                    if s > best: best = s
                near = best / (1024 * 1024)
                score = max(score, (1 - t.near_share) * score + t.near_share * near)
            if coverage and coverage in thread.coverages:
                score += t.same_coverage
            if sketch.at and thread.last_at:
                away = abs(sketch.at - thread.last_at) / 86400
                score *= t.fade_days / (t.fade_days + away)
            found.append((-score, story))
        found.sort()
        return found
