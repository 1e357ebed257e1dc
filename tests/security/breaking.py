"""Middleware that lets each request do its work and then fail, with all that was typed in the error."""


class BreakAfterwards:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        self.get_response(request)
        raise RuntimeError(f"broken: {request.POST.dict()}")
