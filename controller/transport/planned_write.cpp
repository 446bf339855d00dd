#include "transport/planned_write.h"

#include "planning/plan.h"
#include "store/journal.h"
#include "transport/models_handlers.h"
#include "wire/codec.h"
#include "wire/message_list.h"

namespace periapt::transport {
namespace {

constexpr std::string_view plan_key = "plan";
constexpr std::string_view revision_key = "if-revision";

void check_unchanged(const store::ReadTransaction& transaction, ModelId model, const std::string& text) {
  const auto since = Revision::parse(text);
  if (!since) throw make_error(ErrorKind::invalid, "\"{}\" is not a revision", text);
  const auto now = transaction.revision();
  const auto changed = store::last_change(transaction, model);
  if (since->epoch == now.epoch && changed <= since->number) return;
  throw make_error(ErrorKind::conflict, "the model has changed since the plan was made: it is at revision {}, the plan is of {}",
                   Revision{now.epoch, changed}.str(), text);
}

} // namespace

bool has_condition(const Call& call) { return call.query_value(plan_key) || call.query_value(revision_key); }

void carry_out(store::WriteTransaction& transaction, const Call& call, const std::function<std::string()>& perform) {
  const auto model = model_of(transaction, call);
  if (const auto revision = call.query_value(revision_key)) check_unchanged(transaction, model, *revision);
  if (!call.query_value(plan_key)) {
    perform();
    return;
  }
  const auto revision = transaction.revision();
  const auto before = planning::picture_of(transaction, model);
  const auto answer = perform();
  auto plan = planning::plan_between(before, planning::picture_of(transaction, model));
  plan.revision = revision.str();
  plan.answer = answer;
  throw PlanMade{std::move(plan)};
}

Reply reply_of(std::exception_ptr failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const PlanMade& made) {
    return {.body = wire::encode(made.plan)};
  } catch (...) {
    return error_reply(std::current_exception());
  }
}

} // namespace periapt::transport
