"""A visitor orders, and sees and hears how it went."""

from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.cards import DECLINED
from tests.records import assert_taken_once, books

ENDED = "audio => audio.ended || (audio.currentTime > 0.5 && audio.duration > 1)"


def test_a_confirmed_order_is_seen_and_heard(visitor: Visitor) -> None:
    visitor.fill_in(name="Ada")
    expect(visitor.page.locator("[data-panel=choosing] [data-total]")).to_have_text("$27.50")
    visitor.place()
    visitor.see("Ada, thank you for your order - it will be ready for pickup in 15 minutes")
    panel = visitor.page.locator("[data-panel=settled]")
    expect(panel).to_contain_text("Confirmed")
    expect(panel).to_contain_text("$27.50")
    audio = visitor.page.locator("audio").element_handle()
    visitor.page.wait_for_function(ENDED, arg=audio)
    assert visitor.page.evaluate("audio => audio.duration", audio) > 1


def test_a_delivery_is_promised_as_a_delivery(visitor: Visitor) -> None:
    visitor.fill_in()
    visitor.page.get_by_label("Delivery").check()
    visitor.page.get_by_label("Address to deliver to").fill("12 Main St")
    visitor.page.get_by_label("Phone number").fill("614 555 0100")
    visitor.place()
    visitor.see("it will be delivered in 15 minutes")


def test_a_declined_card_is_told_and_another_one_is_asked_for(visitor: Visitor) -> None:
    visitor.order(DECLINED, name="Bo")
    visitor.see("Bo, sorry, your payment didn't go through, please try again")
    declined = visitor.order_id()
    visitor.page.get_by_role("button", name="Try again").click()
    expect(visitor.page.get_by_label("Card number")).to_be_focused()
    expect(visitor.page.get_by_label("Your name")).to_have_value("Bo")
    expect(visitor.page.locator("[data-panel=choosing] [data-total]")).to_have_text("$27.50")
    visitor.pay_with()
    visitor.place()
    visitor.see("Bo, thank you for your order")
    assert visitor.order_id() != declined


def test_a_double_click_orders_once(visitor: Visitor) -> None:
    before = books(visitor.shop)
    visitor.fill_in()
    visitor.page.get_by_role("button", name="Place the order").dblclick()
    visitor.see("thank you for your order")
    assert_taken_once(visitor.shop, visitor.order_id(), before)


def test_submitting_twice_at_once_orders_once(visitor: Visitor) -> None:
    before = books(visitor.shop)
    visitor.fill_in()
    visitor.page.evaluate("() => [1, 2, 3].map(() => document.querySelector('form').requestSubmit())")
    visitor.see("thank you for your order")
    assert_taken_once(visitor.shop, visitor.order_id(), before)


def test_a_name_that_looks_like_html_is_shown_as_it_is(visitor: Visitor) -> None:
    name = '<img src=x onerror="alert(1)">&amp;</h2>'
    visitor.order(name=name)
    visitor.see(f"{name}, thank you for your order")
    expect(visitor.page.locator("main img[src=x]")).to_have_count(0)


def test_after_an_order_the_next_one_begins_empty(visitor: Visitor) -> None:
    visitor.order()
    visitor.see("thank you for your order")
    visitor.page.get_by_role("button", name="Order something else").click()
    expect(visitor.page.locator("[data-panel=choosing] [data-total]")).to_have_text("$0.00")
    expect(visitor.page.get_by_label("Your name")).to_have_value("")
    visitor.page.reload()
    expect(visitor.page.get_by_label("Your name")).to_be_visible()


def test_more_pieces_than_the_shop_takes_become_as_many_as_it_takes(visitor: Visitor) -> None:
    quantity = visitor.page.get_by_label("How many: Salad")
    quantity.fill("99")
    quantity.blur()
    expect(quantity).to_have_value("20")
    expect(visitor.page.locator("[data-panel=choosing] [data-total]")).to_have_text("$135.00")


# Deferred scripts run after this.
BEFORE_SCRIPTS = """document.addEventListener("readystatechange", () => {
  const shop = document.querySelector("#shop");
  const config = JSON.parse(shop.textContent);
  (CHANGE)(config.menu.items);
  shop.textContent = JSON.stringify(config);
}, { once: true });"""


def with_an_old_menu(visitor: Visitor, change: str) -> None:
    """Open a page that knows the shop as it was once. change: JavaScript, a function of the menu's items."""
    visitor.page.add_init_script(BEFORE_SCRIPTS.replace("CHANGE", change))
    visitor.page.reload()
    expect(visitor.page.get_by_role("button", name="One Pizza more")).to_be_visible()


def test_another_price_by_now_is_shown_and_asked_for_again(visitor: Visitor) -> None:
    with_an_old_menu(visitor, "(items) => { items[0].price = '10.00'; }")
    visitor.fill_in()
    total = visitor.page.locator("[data-panel=choosing] [data-total]")
    expect(total).to_have_text("$22.50")
    visitor.place()
    visitor.see("the price has changed, it's now 27.50 USD")
    expect(total).to_have_text("$27.50")
    visitor.pay_with()
    visitor.place()
    visitor.see("Ann, thank you for your order")


def test_a_dish_that_left_the_menu_is_named(visitor: Visitor) -> None:
    calzone = "{ id: 'calzone', name: 'Calzone', price: '9.00', description: '' }"
    with_an_old_menu(visitor, f"(items) => items.push({calzone})")
    visitor.fill_in()
    visitor.choose("Calzone", 1)
    visitor.place()
    visitor.see("We no longer have Calzone. Nothing was charged")
    expect(visitor.page.locator("[data-panel=choosing] [data-total]")).to_have_text("$27.50")
    visitor.forgive_failed_requests()
