// An answer that is sent while it is made. The thread that makes it adds parts, the I/O thread takes them; what is not taken
// yet is kept here, so that a slow reader holds up neither that thread nor its snapshot of the model. Threads: any.
#pragma once

#include "transport/call.h"
#include "wire/unfinished.h"

#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <string>

namespace periapt::transport {

class AnswerParts {
public:
  /// An empty part is the end; a failure too, before the answer is whole.
  using Take = std::function<void(std::exception_ptr failure, std::string part)>;

  void add(std::string part);
  void end(std::exception_ptr failure = nullptr); // nothing is added afterwards
  /// Asks for one more; `take` is called once, on any thread. Not after the end.
  void next(Take take);

private:
  void give_if_asked(std::unique_lock<std::mutex> lock);

  std::mutex mutex_;
  std::deque<std::string> parts_;
  bool ended_ = false;
  std::exception_ptr failure_;
  Take asked_;
};

/// Responds with what `make` sends and returns: as soon as there is a part, else with all, or with why there is none.
void respond_in_parts(const Respond& respond, const std::function<std::string(const wire::SendPart& send)>& make);

} // namespace periapt::transport
