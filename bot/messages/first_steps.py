"""What somebody without accounts can do first."""

from bot.messages.blocks import Block, header, section


def compose_first_steps(*, taking: bool, at_home: bool = True) -> list[Block]:
    """Return what somebody without accounts can do; `taking`: there are some that wait for an owner."""
    button_place = "above" if at_home else "below"
    first = f"Add an account with the button {button_place}, or ask your admin to import the list."
    if taking:
        where = "above" if at_home else "on my Home tab (click my name, then _Home_)"
        first = f"Press _Take it_ {where} beside each account that is yours."
    return [
        header("Three steps to a steady beat"),
        section(
            f"*1.* {first}\n"
            "*2.* Log a touch: type `/touch Acme visited store` anywhere.\n"
            f"*3.* Look {'here' if at_home else 'at my Home tab'} on Monday: "
            "I'll show who hasn't heard from you for too long."
        ),
    ]
