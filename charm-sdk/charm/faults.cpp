#include "charm/faults.h"

#include <regex>

namespace periapt::charm {

/// A reader's message says its own place, which is nearer than where the entry begins.
void FaultSink::note(int line, const std::string& text) const {
  static const std::regex at_end(R"( \(line ([0-9]+), column [0-9]+\)$)");
  static const std::regex of_syntax(R"(^yaml: line ([0-9]+), column [0-9]+: )");
  std::smatch place;
  if (std::regex_search(text, place, at_end)) faults_->push_back({file_, std::stoi(place[1]), place.prefix()});
  else if (std::regex_search(text, place, of_syntax)) faults_->push_back({file_, std::stoi(place[1]), place.suffix()});
  else faults_->push_back({file_, line, text});
}

} // namespace periapt::charm
