// What the controller counts about itself since it started, for GET /v1/metrics: in Prometheus' text format.
// Any thread.
#pragma once

#include "store/store.h"
#include "transport/route.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace prometheus {
class Gauge;
}
namespace periapt {
struct Commit;
}

namespace periapt::transport {

class Metrics {
public:
  Metrics();
  ~Metrics();

  /// Counted as open for as long as it lives.
  class Open {
  public:
    explicit Open(prometheus::Gauge& gauge);
    ~Open();
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;

  private:
    prometheus::Gauge& gauge_;
  };
  Open connection(bool from_other_machine);
  Open stream();

  /// `route` as in the route table; empty: no such path.
  void answered(std::optional<Method> method, std::string_view route, int status);
  /// What of an agent's report is the end of a hook or an action. One that is sent again counts again.
  void reported(const Commit& commit, bool accepted);
  void written(const store::Batch& batch);

  std::string text(const store::Store& store) const;

private:
  struct Families;
  std::unique_ptr<Families> families_;
};

} // namespace periapt::transport
