#include "transport/event_handlers.h"

#include "core/revision.h"
#include "delivery/delivery_thread.h"
#include "transport/models_handlers.h"

namespace periapt::transport {
namespace {

using delivery::Delivery;
using delivery::SubscriptionId;

/// The revision to resume from: `Last-Event-ID`, else `?since=`; nullopt when neither is one.
std::optional<Revision> resume_point(const Call& call) {
  const auto text = call.last_event_id.empty() ? call.query_value("since").value_or("") : call.last_event_id;
  return Revision::parse(text);
}

/// A subscription that lives on the delivery thread; this object only sends tasks there.
class Subscribed : public EventSource {
public:
  template <class Subscribe>
  Subscribed(delivery::DeliveryThread& thread, Subscribe subscribe) : thread_(thread) {
    thread_.post([id = id_, subscribe = std::move(subscribe)](Delivery& delivery) { *id = subscribe(delivery); });
  }
  ~Subscribed() override {
    thread_.post([id = id_](Delivery& delivery) { delivery.unsubscribe(*id); });
  }

protected:
  void ask(std::function<void(Delivery&, SubscriptionId)> question) {
    thread_.post([id = id_, question = std::move(question)](Delivery& delivery) { question(delivery, *id); });
  }

private:
  delivery::DeliveryThread& thread_;
  std::shared_ptr<SubscriptionId> id_ = std::make_shared<SubscriptionId>(); // delivery thread only
};

class MachineEvents final : public Subscribed {
public:
  using Subscribed::Subscribed;
  void next(std::function<void(StreamEvent)> emit) override {
    auto tell = [emit = std::move(emit)](const AgentUpdate& update) {
      emit({.id = update.revision, .data = wire::encode(update)});
    };
    ask([tell = std::move(tell)](Delivery& delivery, SubscriptionId id) { delivery.next_update(id, tell); });
  }
};

class ModelEvents final : public Subscribed {
public:
  using Subscribed::Subscribed;
  void next(std::function<void(StreamEvent)> emit) override {
    auto tell = [emit = std::move(emit)](Revision revision) {
      emit({.id = revision.str(), .data = wire::encode(wire::ModelChanged{revision.str()})});
    };
    ask([tell = std::move(tell)](Delivery& delivery, SubscriptionId id) { delivery.next_change(id, tell); });
  }
};

class Settlements final : public Subscribed {
public:
  using Subscribed::Subscribed;
  void next(std::function<void(StreamEvent)> emit) override {
    auto tell = [emit = std::move(emit)](const Settlement& settlement) {
      emit({.id = settlement.revision, .data = wire::encode(settlement)});
    };
    ask([tell = std::move(tell)](Delivery& delivery, SubscriptionId id) { delivery.next_settlement(id, tell); });
  }
};

} // namespace

std::unique_ptr<EventSource> machine_events(Controller& controller, Call call) {
  auto subscribe = [machine = call.machine, since = resume_point(call)](Delivery& delivery) {
    return delivery.subscribe_machine(machine, since);
  };
  return std::make_unique<MachineEvents>(controller.delivery, std::move(subscribe));
}

std::unique_ptr<EventSource> model_events(Controller& controller, Call call) {
  const auto model = controller.store.read(
      [&](const store::ReadTransaction& transaction) { return model_of(transaction, call); });
  auto subscribe = [model, since = resume_point(call)](Delivery& delivery) {
    return delivery.subscribe_model(model, since);
  };
  return std::make_unique<ModelEvents>(controller.delivery, std::move(subscribe));
}

std::unique_ptr<EventSource> model_settlement(Controller& controller, Call call) {
  const auto model = controller.store.read(
      [&](const store::ReadTransaction& transaction) { return model_of(transaction, call); });
  auto subscribe = [model](Delivery& delivery) { return delivery.subscribe_settlement(model); };
  return std::make_unique<Settlements>(controller.delivery, std::move(subscribe));
}

wire::Empty note_settled(Controller& controller, Call call, const wire::Settled& settled) {
  const auto revision = Revision::parse(settled.revision);
  if (!revision) throw make_error(ErrorKind::invalid, "\"{}\" is not a revision", settled.revision);
  controller.delivery.post(
      [machine = call.machine, revision](Delivery& delivery) { delivery.note_settled(machine, *revision); });
  return {};
}

} // namespace periapt::transport
