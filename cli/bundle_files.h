// A bundle from the command line: its files, the charms it names, and what is wrong with both.
// Rule: contract/bundles.md, sections 1 and 2. Threads: one.
#pragma once

#include "cli/bundle_changes.h"
#include "cli/scratch_folder.h"
#include "cli/session.h"
#include "source/charm_source.h"

#include <filesystem>
#include <map>
#include <string>

namespace periapt::cli {

/// The text of a bundle or overlay: a file, or a folder with bundle.yaml. Throws where it is neither.
charm::BundleFile bundle_file(const std::filesystem::path& path);

/// The bundle at the path (a file, or a folder with bundle.yaml) with --overlay applied; warns of keys that are without effect.
/// Throws Error(invalid) with everything that is wrong.
charm::Bundle bundle_of_line(Session& session, const std::filesystem::path& path);

/// --map-machines: "existing" maps each bundle machine to the model's of that number. Throws UsageError, and
/// Error(not_found) for a machine that the model does not have.
MachineMap machine_map_of_line(const Arguments& arguments, const charm::Bundle& bundle, const PresentModel& model);

/// The charms of the applications that the model does not have yet, packed for sending.
class BundleCharms {
public:
  /// Throws Error(invalid, not_found) naming the application.
  BundleCharms(Session& session, const charm::Bundle& bundle, const PresentModel& model);

  const std::map<std::string, BundleCharm>& details() const { return details_; } // one for each application
  const source::PackedCharm& packed(const std::string& application) const { return packed_.at(application); }
  /// The name in the store; empty for a local one.
  const std::string& store_name(const std::string& application) const { return store_names_.at(application); }

private:
  void add(Session& session, const std::string& name, const charm::Bundle& bundle);

  ScratchFolder scratch_;
  std::map<std::string, BundleCharm> details_;
  std::map<std::string, source::PackedCharm> packed_;
  std::map<std::string, std::string> store_names_;
};

} // namespace periapt::cli
