import tests.browser.test_signing_in as t
from tests.browser.test_signing_in import phone, official
from tests.accounts.steps import app_code
def test_shots(page_at, town, official, phone):
    for w in (360, 1280):
        p = page_at(w, "nl", fresh=True)
        for n, a in (("in", "/inloggen/"), ("pw", "/inloggen/wachtwoord/")):
            p.goto(a, wait_until="networkidle"); p.screenshot(path=f"/tmp/s_{n}_{w}.png", full_page=True)
        p.goto("/inloggen/"); p.get_by_label("Wat is uw e-mailadres?").fill("a@b.example"); p.get_by_role("button", name="Mail mij een code").click()
        p.wait_for_load_state("networkidle"); p.screenshot(path=f"/tmp/s_code_{w}.png", full_page=True)
    t.by_password(phone, official)
    for n, a in (("app", "/account/beveiliging/app/"), ("key", "/account/beveiliging/sleutel/"), ("me", "/account/"), ("mail", "/account/e-mail/"), ("pwc","/account/wachtwoord/")):
        phone.goto(a, wait_until="networkidle"); phone.screenshot(path=f"/tmp/s_{n}_360.png", full_page=True)
    phone.goto("/account/beveiliging/app/"); phone.locator("main summary").click()
    sec = phone.locator("main details code").inner_text().strip()
    phone.get_by_role("textbox").fill(app_code(sec)); phone.get_by_role("button", name="Verder").click(); phone.wait_for_load_state("networkidle")
    phone.screenshot(path="/tmp/s_rec_360.png", full_page=True)
