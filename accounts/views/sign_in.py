"""The pages on the way in: name and password, dynamic code, new password, binding an authenticator."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import services
from accounts.exceptions import Refusal
from accounts.forms import BindForm, CodeForm, NewPasswordForm, SignInForm
from accounts.http import answer, origin_of, password_rules, safe_next
from accounts.models import Stay, User
from accounts.views.binding import bind_page, bound_by, codes_page
from accounts.views.entering import Entering, at_step, begin, come_in, keep, onward

OVER: dict[str, str] = {
    Stay.Ending.IDLE: "有一会儿没有操作，已自动退出。",
    Stay.Ending.OLD: "登录的时间长了，要重新登录。",
    Stay.Ending.CROWDED: "这个账号在别的设备上登录了，这里已退出。不是本人登录的，登录后马上改密码。",
    Stay.Ending.SENT_OUT: "已从别的设备退出。不是本人退的，登录后马上改密码。",
    Stay.Ending.RAISED: "岗位变了，要绑定验证器，请重新登录。",
    Stay.Ending.CLOSED: "登录过期了，请重新登录。",
}


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password."""
    form = SignInForm(request.POST or None)
    refusal: Refusal | None = None
    if form.is_valid():
        try:
            user = services.enter(**form.cleaned_data, origin=origin_of(request))
        except Refusal as error:
            refusal = error
            form.add_error(None, str(error))
        else:
            if user and not lapsed(form, user):
                return onward(request, begin(request, user, wanted=safe_next(request)))
            if not user:
                form.refuse_both()
    context = {"form": form, "next": safe_next(request), "over": OVER.get(request.GET.get("over", ""))}
    return answer(request, "registration/login.html", context, refusal)


def lapsed(form: SignInForm, user: User) -> bool:
    """Whether the right password was one that should have been changed days ago; the form says so."""
    if services.has_lapsed(user):
        days = settings.PASSWORD_TEMPORARY_DAYS
        form.add_error(None, f"临时密码 {days} 天没有用，失效了。请找系统管理员再要一个。")
    return not form.is_valid()


@at_step(services.Step.CODE)
def code(request: HttpRequest, entering: Entering) -> HttpResponse:
    """The code that the phone shows now, or a recovery code."""
    form = CodeForm(request.POST or None)
    refusal: Refusal | None = None
    if form.is_valid():
        try:
            services.give_code(entering.user, code=form.cleaned_data["code"], origin=origin_of(request))
        except Refusal as error:
            refusal = error
            form.add_error(None, str(error))
        except ValidationError as error:
            form.add_error("code", error)
        else:
            entering.passed |= {services.Step.CODE}
            return onward(request, keep(request, entering))
    return answer(request, "accounts/code.html", {"form": form}, refusal)


@at_step(services.Step.NEW_PASSWORD)
def new_password(request: HttpRequest, entering: Entering) -> HttpResponse:
    """A password of one's own in place of a temporary or an old one."""
    form = NewPasswordForm(request.POST or None)
    if form.is_valid():
        try:
            services.set_password(entering.user, form.cleaned_data["new"], by=entering.user)
        except ValidationError as error:
            form.add_error("new", error)
        else:
            return onward(request, keep(request, entering))
    context = {"form": form, "temporary": entering.user.password_temporary, "rules": password_rules()}
    return render(request, "accounts/new_password.html", context)


@at_step(services.Step.BIND)
def bind(request: HttpRequest, entering: Entering) -> HttpResponse:
    """Bind an authenticator; the recovery codes are shown on the way in, this once."""
    form = BindForm(request.POST or None)
    if codes := bound_by(request, form, entering.user):
        return come_in(request, entering, codes_page(request, codes, onward=entering.wanted))
    return bind_page(request, form, entering.user, on_the_way=True)
