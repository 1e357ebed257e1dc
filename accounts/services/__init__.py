from accounts.services.attempts import lift_wait
from accounts.services.passwords import give_temporary, has_lapsed, must_change, set_password
from accounts.services.people import (
    create_account,
    give_duty,
    lift,
    reset_password,
    reset_second_factor,
    set_active,
    take_duty,
)
from accounts.services.second_factor import (
    bind,
    is_bound,
    is_required,
    new_secret,
    renew_codes,
    shown,
    unbind,
)
from accounts.services.signing_in import Step, confirm, enter, give_code, next_step
from accounts.services.stays import (
    authority,
    end,
    end_all,
    end_others,
    know_device,
    look_after,
    open_stay,
)

__all__ = [
    "Step",
    "authority",
    "bind",
    "confirm",
    "create_account",
    "end",
    "end_all",
    "end_others",
    "enter",
    "give_code",
    "give_duty",
    "give_temporary",
    "has_lapsed",
    "is_bound",
    "is_required",
    "know_device",
    "lift",
    "lift_wait",
    "look_after",
    "must_change",
    "new_secret",
    "next_step",
    "open_stay",
    "renew_codes",
    "reset_password",
    "reset_second_factor",
    "set_active",
    "set_password",
    "shown",
    "take_duty",
    "unbind",
]
