"""The page as a manager opens it: nothing is asked of the internet, and an account can be found."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from bot.reports.page import compose_page
from tests.bot.reports.an_analysis import DAYS_AGO, an_analysis

HOSTILE = "</h3><script>document.title='taken'</script>"


def test_an_account_is_found_by_name_and_by_how_it_stands(browser: Browser, tmp_path: Path) -> None:
    findings = an_analysis({**DAYS_AGO, HOSTILE: [40, 60, 80], "Café Nero": [3, 9, 15]})
    path = tmp_path / "page.html"
    path.write_text(compose_page(findings), encoding="utf-8")
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    broken: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda said: broken.append(said.text))
    page.goto(path.as_uri())
    cards = page.locator(".account:visible")
    expect(cards).to_have_count(len(findings.names))
    finder = page.get_by_role("searchbox", name="Find an account")
    finder.fill("cafe")
    expect(cards).to_have_count(1)
    expect(page.get_by_text(f"1 of {len(findings.names)} shown")).to_be_visible()
    finder.press("Escape")
    page.get_by_label("How it stands").select_option("quiet")
    expect(cards.first).to_contain_text("Cobalt Logistics")
    page.get_by_label("How it stands").select_option("")
    finder.fill("zzz")
    expect(page.get_by_text("No account fits.")).to_be_visible()
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow == 0
    assert "taken" not in page.title()
    assert broken == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    context.close()


def test_without_script_every_account_is_there(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(compose_page(an_analysis()), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    expect(page.locator(".account")).to_have_count(len(DAYS_AGO))
    expect(page.locator("#finder")).to_be_hidden()
    context.close()
