#include "transport/route.h"

namespace periapt::transport {

Handler reply(std::string_view answer, Reply (*handler)(Controller&, Call)) {
  auto run = [handler](Controller& controller, Call call, std::string, Respond respond) {
    respond_with(respond, [&] {
      authorize(controller, call);
      return handler(controller, std::move(call));
    });
  };
  return {.form = Exchange{.where = RunsOn::pool, .run = run}, .answer = answer};
}

} // namespace periapt::transport
