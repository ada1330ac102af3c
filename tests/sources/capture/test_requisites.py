from hypothesis import given
from hypothesis import strategies as st

from tutela.sources.capture.requisites import MOST, requisites_of_page, requisites_of_style

BASE = "https://news.example/2021/page.html"


def test_what_a_page_shows_is_found_once_and_nothing_else():
    page = b"""<html><head><link rel="stylesheet" href="/a.css"><link rel="alternate" href="/feed.xml">
    <style>@import "b.css"; body { background: url('bg.png') }</style></head>
    <body style="background:url(inline.png)"><img src="c.jpg"><img src="c.jpg#x"><img data-src="late.jpg">
    <img srcset="s.jpg 480w, l.jpg 1200w"><picture><source srcset="w.webp"></picture>
    <video poster="p.jpg" src="//cdn.example/v.mp4"></video><audio src="a.mp3"></audio>
    <img src="data:image/png;base64,AA"><img src="file:///etc/passwd"><img src="http://[broken">
    <script src="run.js"></script><iframe src="frame.html"></iframe><a href="next.html">n</a></body></html>"""
    assert [url.removeprefix("https://news.example/") for url in requisites_of_page(page, BASE)] == [
        "a.css", "2021/b.css", "2021/bg.png", "2021/inline.png", "2021/c.jpg", "2021/late.jpg", "2021/s.jpg", "2021/l.jpg",
        "2021/w.webp", "https://cdn.example/v.mp4", "2021/p.jpg", "2021/a.mp3",
    ]  # fmt: skip


def test_what_a_style_names_is_found_where_it_stands():
    style = b"@import url(x.css); @font-face { src: url(\"../f.woff2\") } p { background: url( 'p.png' ) }"
    found = requisites_of_style(style, "https://cdn.example/css/a.css")
    assert found == ("https://cdn.example/css/x.css", "https://cdn.example/f.woff2", "https://cdn.example/css/p.png")


def test_a_page_that_shows_too_much_is_cut():
    page = b"".join(b'<img src="%d.jpg">' % number for number in range(2 * MOST))
    assert len(requisites_of_page(page, BASE)) == MOST


@given(st.binary(max_size=400))
def test_any_bytes_name_addresses_of_the_web_or_nothing(content):
    for url in (*requisites_of_page(content, BASE), *requisites_of_style(content, BASE)):
        assert url.startswith(("http://", "https://"))
