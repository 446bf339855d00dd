// What becomes of a fault that a reader meets. Whoever deploys a charm wants the first one thrown; whoever writes one
// wants to see all of them, so the reader goes on with the next entry. Threads: any; one at a time.
#pragma once

#include "core/error.h"

#include <string>
#include <vector>

namespace periapt::charm {

struct FileFault {
  std::string file; // of the charm: "metadata.yaml"
  int line = 0;     // 0: not known
  std::string text;
  bool operator==(const FileFault&) const = default;
};

class FaultSink {
public:
  FaultSink() = default; // throws them
  FaultSink(std::vector<FileFault>& faults, std::string file) : faults_(&faults), file_(std::move(file)) {}

  /// Reads one entry, which begins at `line`. An Error is noted where faults are; what is left out then is the entry.
  template <class Read>
  void attempt(int line, const Read& read) const {
    if (!faults_) return read();
    try {
      read();
    } catch (const Error& error) {
      note(line, error.what());
    }
  }

private:
  void note(int line, const std::string& text) const;

  std::vector<FileFault>* faults_ = nullptr;
  std::string file_;
};

} // namespace periapt::charm
