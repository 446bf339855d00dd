#include "transport/answer_parts.h"

#include <memory>
#include <utility>

namespace periapt::transport {

void AnswerParts::add(std::string part) {
  if (part.empty()) return;
  std::unique_lock lock(mutex_);
  parts_.push_back(std::move(part));
  give_if_asked(std::move(lock));
}

void AnswerParts::end(std::exception_ptr failure) {
  std::unique_lock lock(mutex_);
  ended_ = true;
  failure_ = std::move(failure);
  give_if_asked(std::move(lock));
}

void AnswerParts::next(Take take) {
  std::unique_lock lock(mutex_);
  asked_ = std::move(take);
  give_if_asked(std::move(lock));
}

void AnswerParts::give_if_asked(std::unique_lock<std::mutex> lock) {
  if (!asked_ || (parts_.empty() && !ended_)) return;
  std::string part;
  if (!parts_.empty()) {
    part = std::move(parts_.front());
    parts_.pop_front();
  }
  const auto take = std::exchange(asked_, {});
  const auto failure = part.empty() ? failure_ : nullptr;
  lock.unlock();
  take(failure, std::move(part));
}

void respond_in_parts(const Respond& respond, const std::function<std::string(const wire::SendPart& send)>& make) {
  std::shared_ptr<AnswerParts> rest;
  const auto send = [&](std::string part) {
    if (rest) return rest->add(std::move(part));
    rest = std::make_shared<AnswerParts>();
    respond(Reply{.body = std::move(part), .rest = rest});
  };
  std::string last;
  std::exception_ptr failure;
  try {
    last = make(send);
  } catch (...) {
    failure = std::current_exception();
  }
  if (rest) {
    rest->add(std::move(last));
    rest->end(failure);
  } else {
    respond(failure ? error_reply(failure) : Reply{.body = std::move(last)});
  }
}

} // namespace periapt::transport
