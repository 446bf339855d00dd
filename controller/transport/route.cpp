#include "transport/route.h"

namespace periapt::transport {

Handler reply(std::string_view answer, Reply (*handler)(Controller&, Call)) {
  auto run = [handler](Controller& controller, Call call, std::string, Respond respond) {
    respond_with(respond, [&] { return handler(controller, std::move(call)); });
  };
  return {.form = Exchange{.blocks = true, .run = run}, .answer = answer};
}

} // namespace periapt::transport
