#include "transport/metrics.h"

#include "core/commit.h"
#include "database/query_count.h"
#include "transport/controller.h"

#include <fmt/format.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace periapt::transport {

struct Metrics::Families {
  prometheus::Registry registry;

  prometheus::Family<prometheus::Gauge>& connections = prometheus::BuildGauge()
      .Name("periapt_connections").Help("Connections that are open").Register(registry);
  prometheus::Gauge& local = connections.Add({{"from", "this-machine"}});
  prometheus::Gauge& remote = connections.Add({{"from", "other-machines"}});
  prometheus::Gauge& streams = prometheus::BuildGauge()
      .Name("periapt_streams").Help("Connections on which events are told: agents, and commands that watch").Register(registry).Add({});

  prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
      .Name("periapt_requests_total").Help("Requests that were answered").Register(registry);
  prometheus::Family<prometheus::Counter>& hooks = prometheus::BuildCounter()
      .Name("periapt_hooks_total").Help("Hooks and actions that have ended, as agents reported it").Register(registry);

  prometheus::Histogram& commit_seconds = prometheus::BuildHistogram()
      .Name("periapt_commit_seconds").Help("How long a commit to the database took, with all that wrote in it").Register(registry)
      .Add({}, prometheus::Histogram::BucketBoundaries{0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5});
  prometheus::Counter& writes = prometheus::BuildCounter()
      .Name("periapt_writes_total").Help("Requests to write, of which a commit holds one or more").Register(registry).Add({});
};

namespace {

/// One that is counted elsewhere.
prometheus::MetricFamily family(const char* name, const char* help, prometheus::MetricType type) {
  prometheus::MetricFamily family;
  family.name = name;
  family.help = help;
  family.type = type;
  return family;
}

prometheus::MetricFamily queries() {
  auto all = family("periapt_queries_total", "Queries of the database, by what they were for", prometheus::MetricType::Counter);
  for (const auto& [purpose, count] : database::query_counts()) {
    auto& metric = all.metric.emplace_back();
    metric.label = {{"for", purpose}};
    metric.counter.value = static_cast<double>(count);
  }
  return all;
}

prometheus::MetricFamily waiting_writes(const store::Store& store) {
  auto queue = family("periapt_waiting_writes", "Requests to write that wait for the next commit", prometheus::MetricType::Gauge);
  queue.metric.emplace_back().gauge.value = static_cast<double>(store.waiting_writes());
  return queue;
}

} // namespace

std::shared_ptr<Metrics> make_metrics() { return std::make_shared<Metrics>(); }

Metrics::Open::Open(prometheus::Gauge& gauge) : gauge_(gauge) { gauge_.Increment(); }
Metrics::Open::~Open() { gauge_.Decrement(); }

Metrics::Metrics() : families_(std::make_unique<Families>()) {}
Metrics::~Metrics() = default;

Metrics::Open Metrics::connection(bool from_other_machine) {
  return Open(from_other_machine ? families_->remote : families_->local);
}

Metrics::Open Metrics::stream() { return Open(families_->streams); }

void Metrics::answered(std::optional<Method> method, std::string_view route, int status) {
  const char* word = method == Method::get ? "get" : method == Method::post ? "post" : "other";
  families_->requests
      .Add({{"method", word}, {"route", std::string(route)}, {"status", fmt::format("{}", status)}})
      .Increment();
}

void Metrics::reported(const Commit& commit, bool accepted) {
  if (!commit.program || commit.program == "commands") return;
  const bool is_task = !commit.tasks.empty();
  const bool failed = is_task ? commit.tasks.front().status != TaskStatus::completed
                              : commit.agent_status && commit.agent_status->status == name_of(AgentStatus::error);
  families_->hooks
      .Add({{"kind", is_task ? "action" : "hook"}, {"outcome", failed || !accepted ? "failed" : "succeeded"}})
      .Increment();
}

void Metrics::written(const store::Batch& batch) {
  families_->commit_seconds.Observe(batch.seconds);
  families_->writes.Increment(static_cast<double>(batch.requests));
}

std::string Metrics::text(const store::Store& store) const {
  auto families = families_->registry.Collect();
  families.push_back(queries());
  families.push_back(waiting_writes(store));
  return prometheus::TextSerializer().Serialize(families);
}

} // namespace periapt::transport
