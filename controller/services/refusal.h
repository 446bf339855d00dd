// A commit that the contract lets fail: the hook that sent it counts as failed, with this text. Not an Error:
// it is an answer, kept with the commit's number. Inside this room only.
#pragma once

#include <stdexcept>

namespace periapt::services {

class Refusal : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

} // namespace periapt::services
