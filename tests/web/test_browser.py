"""The pages in a real Chromium: the demo from start to finish, by keyboard, on a phone, without JavaScript, in the dark."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.cli.demo import choose_port, make_demo
from bot.trial.callers import over_socket

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
ANAS_THREAD = "/conversations/main/+15550100101"
PAGES = (
    "/demo",
    "/schedule",
    "/schedule?view=week",
    "/conversations",
    ANAS_THREAD,
    "/reports",
    "/settings",
)


class Silent(WSGIRequestHandler):
    """No line a request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, or the one that CHROMIUM names."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        reason = "no Chromium here: install one, or name it with CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        # Root has no sandbox in a container; the only pages opened are our own.
        running = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a demo at work, key and all."""
    port = choose_port(None)
    origin = f"http://127.0.0.1:{port}"
    app, trial = make_demo(tmp_path / "demo.db", origin)
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Silent)
    trial.twilio.call = over_socket(origin)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"{origin}/demo?key={trial.key}"
    server.shutdown()
    serving.join()
    server.server_close()
    trial.end()
    app.extensions["reslot"].store.close()


@pytest.fixture
def errors() -> list[str]:
    """What pages complained about in their console."""
    return []


def opened(browser: Browser, address: str, errors: list[str], **wishes: object) -> tuple[BrowserContext, Page]:
    """A page that has entered the demo, and fails the test on any error in its console."""
    context = browser.new_context(**({"viewport": DESKTOP} | wishes))
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(address)
    return context, page


def origin_of(address: str) -> str:
    return address.partition("/demo")[0]


def test_a_visit_is_moved_from_the_phone_and_the_schedule_follows(browser: Browser, address: str, errors: list[str]):
    context, page = opened(browser, address, errors)
    bubbles = page.locator(".handset .bubble")
    expect(bubbles).to_have_count(1)

    page.get_by_label("Text message").fill("can we do next week instead?")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(bubbles).to_have_count(3)
    page.get_by_label("Text message").fill("1")
    page.get_by_label("Text message").press("Enter")
    expect(bubbles).to_have_count(5)

    expect(page.locator(".handset")).to_contain_text("Moved")
    # By count: until the schedule follows, her offers stand there too.
    expect(page.locator(".visit", has_text="Ana Rivera")).to_have_count(1)
    expect(page.locator(".visit", has_text="Ana Rivera")).to_contain_text("moved by text")
    expect(page.locator(".handset")).to_contain_text("1 segment")
    context.close()
    assert errors == []


def test_a_hint_is_sent_with_one_click(browser: Browser, address: str, errors: list[str]):
    context, page = opened(browser, address, errors)

    page.get_by_role("button", name="Yes", exact=True).click()

    expect(page.locator(".handset .bubble")).to_have_count(3)
    expect(page.locator(".visit", has_text="Ana Rivera")).to_have_class("visit s-confirmed changed")
    context.close()
    assert errors == []


def test_a_phone_drawn_anew_is_at_its_newest_text_at_once(browser: Browser, address: str, errors: list[str]):
    context, page = opened(browser, address, errors)
    for number in range(4):
        page.get_by_label("Text message").fill(f"what are your opening hours {number}")
        page.get_by_label("Text message").press("Enter")
        expect(page.locator(".handset .bubble.left")).to_have_count(number + 2)

    page.reload()

    left = "(screen => screen.scrollHeight - screen.clientHeight - screen.scrollTop)(document.querySelector('.screen'))"
    assert page.evaluate("document.querySelector('.screen').scrollTop") > 0
    assert page.evaluate(left) < 2
    assert errors == []
    context.close()


def test_another_customer_is_another_phone(browser: Browser, address: str, errors: list[str]):
    context, page = opened(browser, address, errors)

    page.get_by_label("You are").select_option(label="Carlos Ortega")

    expect(page.locator(".handset")).to_contain_text("Hola")
    expect(page.locator(".handset")).not_to_contain_text("Ana")
    context.close()
    assert errors == []


def test_the_demo_works_by_keyboard_alone(browser: Browser, address: str, errors: list[str]):
    context, page = opened(browser, address, errors)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the page")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "text":
            break

    page.keyboard.type("yes")
    page.keyboard.press("Enter")

    expect(page.locator(".handset .bubble")).to_have_count(3)
    expect(page.get_by_label("Text message")).to_be_focused()
    context.close()


def test_the_demo_works_without_javascript(browser: Browser, address: str, errors: list[str]):
    context, page = opened(browser, address, errors, java_script_enabled=False)

    page.get_by_label("Text message").fill("yes")
    page.get_by_role("button", name="Send", exact=True).click()

    expect(page.locator(".handset .bubble")).to_have_count(3)
    expect(page.locator(".visit", has_text="Ana Rivera")).to_contain_text("confirmed")
    context.close()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_its_screen_or_hard_to_read(
    browser: Browser, address: str, errors: list[str], viewport: dict[str, int], scheme: str
):
    context, page = opened(browser, address, errors, viewport=viewport, color_scheme=scheme)

    for path in PAGES:
        page.goto(origin_of(address) + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= viewport["width"], f"{path} is {wide} px wide"
        pale = page.evaluate(PALE)
        assert pale == [], f"{path}: {pale}"
    context.close()
    assert errors == []


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["wide", "narrow"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_staff_move_a_visit_and_the_customer_hears_of_it(
    browser: Browser, address: str, errors: list[str], viewport: dict[str, int], javascript: bool
):
    context, page = opened(browser, address, errors, viewport=viewport, java_script_enabled=javascript)
    page.goto(origin_of(address) + ANAS_THREAD)
    page.locator("aside a[href^='/appointments/']").first.click()

    page.get_by_label("The day after").click()
    page.locator("[name=slot]").first.check()
    page.get_by_role("button", name="Move there").click()
    promised = page.locator(".bubble .text").inner_text()
    page.get_by_role("button", name="Move it").click()
    expect(page.get_by_role("status")).to_contain_text("Moved to")
    page.goto(origin_of(address) + "/demo?phone=%2B15550100101")
    page.get_by_role("button", name="a day", exact=True).click()

    assert promised.startswith("Green Street Dental: we had to move your visit.")
    expect(page.locator(".handset")).to_contain_text(promised)
    context.close()
    assert errors == []


def test_a_visit_is_cancelled_by_keyboard_alone(browser: Browser, address: str, errors: list[str]):
    context, page = opened(browser, address, errors)
    page.goto(origin_of(address) + anas_visit(page, address))

    for name in ("Cancel the visit…", "Cancel the visit"):
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.trim()") == name:
                break
        with page.expect_navigation():
            page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Cancelled; the time is free again.")
    context.close()
    assert errors == []


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_visits_page_and_its_review_fit_can_be_read_and_have_names(
    browser: Browser, address: str, errors: list[str], viewport: dict[str, int], scheme: str
):
    context, page = opened(browser, address, errors, viewport=viewport, color_scheme=scheme)
    page.goto(origin_of(address) + anas_visit(page, address) + "?provider=*")
    page.get_by_text("A time of your own").click()
    page.locator("[name=slot]").first.check()

    for step in ("page", "review"):
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], step
        assert page.evaluate(PALE) == [], step
        assert page.evaluate(NAMELESS) == [], step
        if step == "page":
            page.get_by_role("button", name="Propose by text").click()
    context.close()
    assert errors == []


def anas_visit(page: Page, address: str) -> str:
    """The path of the page of Ana's visit."""
    page.goto(origin_of(address) + ANAS_THREAD)
    return page.locator("aside a[href^='/appointments/']").first.get_attribute("href") or ""


def test_every_field_and_button_has_a_name(browser: Browser, address: str, errors: list[str]):
    context, page = opened(browser, address, errors)

    for path in (*PAGES, "/login"):
        page.goto(origin_of(address) + path)
        nameless = page.evaluate(NAMELESS)
        assert nameless == [], f"{path}: {nameless}"
    context.close()


def test_focus_can_be_seen(browser: Browser, address: str, errors: list[str]):
    context, page = opened(browser, address, errors)
    page.goto(origin_of(address) + "/schedule")

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    context.close()


def test_nothing_moves_for_who_wants_no_motion(browser: Browser, address: str, errors: list[str]):
    context, page = opened(browser, address, errors, reduced_motion="reduce")

    page.get_by_role("button", name="Yes", exact=True).click()
    changed = page.locator(".visit.changed").first
    expect(changed).to_be_visible()

    assert changed.evaluate("card => parseFloat(getComputedStyle(card).animationDuration)") < 0.001
    context.close()


# Text below the contrast that WCAG 2.2 AA asks for (4.5, large text 3), by the colours the browser computed.
PALE = """() => {
  const parse = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return [n[0], n[1], n[2], n.length > 3 ? n[3] : 1]; };
  const linear = (c) => (c <= 10 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
  const light = (colour) => colour.slice(0, 3).map(linear)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") return null;
      const colour = style.backgroundColor;
      if (colour.startsWith("rgb") && parse(colour)[3] > 0.99) return parse(colour);
    }
    return [255, 255, 255, 1];
  };
  const found = [];
  for (const node of document.querySelectorAll("main *")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    const box = node.getBoundingClientRect();
    if (!own || box.width < 2 || getComputedStyle(node).visibility === "hidden") continue;
    const back = behind(node), style = getComputedStyle(node);
    if (!back || !style.color.startsWith("rgb(")) continue;
    const [a, b] = [light(parse(style.color)), light(back)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05), size = parseFloat(style.fontSize);
    if (ratio < (size >= 24 || (size >= 18.6 && style.fontWeight >= 700) ? 3 : 4.5))
      found.push(`${node.className || node.tagName}: ${node.textContent.trim().slice(0, 30)} ${ratio.toFixed(2)}`);
  }
  return found.slice(0, 5);
}"""
NAMELESS = """() => [...document.querySelectorAll("button, select, textarea, input:not([type=hidden]), a")].filter((node) =>
  !(node.getAttribute("aria-label") || node.textContent.trim() || (node.labels && node.labels.length)
    || node.querySelector("img[alt]:not([alt=''])")))
  .map((node) => node.outerHTML.slice(0, 80))"""
