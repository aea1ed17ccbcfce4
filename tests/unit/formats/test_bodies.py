"""What becomes of HTML: text, links, media."""

from __future__ import annotations

import time

import pytest

from streams.sources import bodies

PAGE = "https://paper.example/live"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Plain &amp; simple", "Plain & simple"),
        ("<p>One\n two.</p><p>Three.</p>", "One two.\nThree."),
        ("One.\n\nTwo <b>bold</b>.", "One.\nTwo bold."),
        ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", "One.\nTwo."),
        ("<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>", "a\nb\nc"),
        ("<p>Said:</p><blockquote><p>“No.”</p></blockquote>", "Said:\n“No.”"),
        ("<p>One<br>Two</p>", "One\nTwo"),
        ("<table><tr><th>Club</th><th>Goals</th></tr><tr><td>A</td><td>2</td></tr></table>",
         "Club | Goals\nA | 2"),
        ("<table><tr><td>A</td><td><p>2</p><p>3</p></td></tr></table>", "A | 2 3"),
        ("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>", "One.\nTwo."),
        ("<p></p><p> &nbsp; </p><p>End.</p>", "End."),
        ("<p>Go<script>evil()</script><style>p{}</style></p>", "Go"),
        ("<p>4 &lt; 5</p>", "4 < 5"),
        ("Fewer than <redacted>", "Fewer than <redacted>"),
        ("", ""),
    ],
)  # fmt: skip
def test_text(html, text):
    assert bodies.read(html, PAGE).text == text


@pytest.mark.parametrize(
    ("html", "kind", "url", "caption"),
    [
        ('<img src="/a.jpg" alt="A bridge">', "image", "https://paper.example/a.jpg", "A bridge"),
        ('<figure><img src="//i.example/a.jpg"><figcaption>The <i>bridge</i></figcaption></figure>',
         "image", "https://i.example/a.jpg", "The bridge"),
        ('<iframe src="https://video.example/e/1"></iframe>', "embed",
         "https://video.example/e/1", None),
        ('<video><source src="/v.mp4"></video>', "video", "https://paper.example/v.mp4", None),
        ('<audio src="/a.mp3"></audio>', "audio", "https://paper.example/a.mp3", None),
        ('<blockquote class="twitter-tweet">Oh <p>no</p>— Jo <a href="https://t.example/s/1">May</a>',
         "embed", "https://t.example/s/1", "Oh no — Jo May"),
        ('<blockquote class="instagram-media" data-instgrm-permalink="https://ig.example/p/1">x',
         "embed", "https://ig.example/p/1", "x"),
        ('<div class="fb-post" data-href="https://fb.example/1">y</div>', "embed",
         "https://fb.example/1", "y"),
        ('<dnl-image ref="urn:1" caption="The port"></dnl-image>', "image", None, "The port"),
        ('<dnl-youtubeembed src="https://video.example/2"></dnl-youtubeembed>', "embed",
         "https://video.example/2", None),
    ],
)  # fmt: skip
def test_media_are_shown_and_not_read_out(html, kind, url, caption):
    body = bodies.read(f"<p>Before.</p><section>{html}</section><p>After.</p>", PAGE)
    assert body.text == "Before.\nAfter."
    (media,) = body.media.values()
    assert (media["kind"], media["url"], media["caption"]) == (kind, url, caption)


def test_links_keep_their_words_and_stand_once():
    body = bodies.read(
        '<p><a href="/a">Read <b>this</b></a> <a href="/a">again</a> <a href="mailto:x@y">mail</a>'
        '<a href="">nothing</a></p>',
        PAGE,
    )
    assert body.links == {"https://paper.example/a": "Read this"}
    assert body.text == "Read this again mailnothing"


def test_a_figure_that_shows_nothing_is_text():
    assert bodies.read("<figure><p>A box.</p></figure>").text == "A box."


@pytest.mark.parametrize(
    "html",
    ["<p>" * 60_000, "<td>" * 60_000, "<figure>" * 30_000, "<blockquote class=fb-post>" * 20_000],
    ids=["p", "td", "figure", "blockquote"],
)
def test_deep_trees_take_bounded_time(html):
    start = time.process_time()
    bodies.read(html)
    assert time.process_time() - start < 3
