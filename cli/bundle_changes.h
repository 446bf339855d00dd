// From a bundle and a model to the list of changes that make the model as the bundle says. `deploy --dry-run` prints the
// list, `deploy` prints and runs it. Pure. Rule: contract/bundles.md, section 3.
#pragma once

#include "charm/base.h"
#include "charm/bundle.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace periapt::cli {

/// Annotations: key -> text.
using Notes = std::map<std::string, std::string>;

/// What the model has of an application.
struct PresentApplication {
  std::string charm_url;
  bool exposed = false;
  std::map<std::string, charm::BundleExposure> exposed_endpoints;
  std::string constraints;                        // canonical
  Notes annotations;
  std::map<std::string, std::string> options;     // effective, as texts
  std::vector<std::pair<std::string, std::string>> units; // name and machine, in natural order
};

struct PresentModel {
  std::map<std::string, PresentApplication> applications;
  std::set<std::string> machines;
  std::map<std::string, Notes> machine_annotations; // of those that have some
  std::vector<std::pair<std::string, std::string>> relations; // "app:endpoint" each
  std::set<std::string> saas;
  std::map<std::string, charm::BundleOffer> offers; // by name, with everybody who has access
};

/// What is known of an application's charm before anything is sent.
struct BundleCharm {
  std::string written; // as the bundle names it
  std::string name;    // in its metadata
  bool from_store = false;
  bool uploaded = false; // "local:…": it is in the model already
  bool subordinate = false;
  std::string channel; // of the store
  charm::Base base;    // that the application gets
  std::string key() const { return written + " " + base.str() + " " + channel; }
};

struct BundleChange {
  enum class Kind {
    upload, deploy, expose, set_options, set_constraints, annotate, annotate_machine, add_machine, consume, offer, grant, relate,
    add_unit
  };
  Kind kind = Kind::upload;
  std::string text;                       // the line that is printed, without "- "
  std::vector<std::size_t> requirements;  // of the list as it was generated
  std::string application;                // or the SAAS application's, the offer's name
  std::map<std::string, std::string> options;
  std::pair<std::string, std::string> ends;
  std::string machine;                    // add_unit: one that is there; empty: that of `slot`
  std::optional<std::size_t> slot;        // a machine that a change makes: the same number, the same machine
  std::string bundle_machine;             // add_machine, annotate_machine: its number in the bundle, or empty
  bool makes_machine = false;             // add_unit: it is the first on its slot, and the slot is made with it
};

/// Bundle machines that stand for machines of the model.
using MachineMap = std::map<std::string, std::string>;

/// In the order in which they are to be run. `charms` has one for each application. Throws Error(invalid) with what does
/// not go together: containers, placement of subordinates, cycles.
std::vector<BundleChange> bundle_changes(const charm::Bundle& bundle, const std::map<std::string, BundleCharm>& charms,
                                         const PresentModel& model, const MachineMap& machine_map);

/// Those of `wanted` that `present` does not have so.
Notes changed_notes(const Notes& wanted, const Notes& present);

/// Whether the model has a relation of these ends, an end without an endpoint being any of the application's.
bool has_relation(const PresentModel& model, const std::pair<std::string, std::string>& ends);

} // namespace periapt::cli
