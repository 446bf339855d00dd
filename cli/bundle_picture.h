// What a model has, as bundles are compared with and made from. Rule: contract/bundles.md, sections 3 to 5.
#pragma once

#include "cli/bundle_changes.h"
#include "cli/session.h"
#include "core/status_report.h"
#include "wire/offer_messages.h"
#include "wire/operator_messages.h"

#include <map>
#include <string>
#include <vector>

namespace periapt::cli {

struct ModelPicture {
  StatusReport status;
  std::map<std::string, wire::ApplicationInfo> applications;
  std::map<std::string, wire::ApplicationConfig> configs;
  wire::Annotations annotations;
  std::vector<wire::OfferInfo> offers;
};

/// Two questions for the model, one more where it has offers, and two for each application.
ModelPicture take_picture(ModelClient& model);

PresentModel present_model(const ModelPicture& picture);

/// An option's value as one would type it.
std::string option_text(const ConfigValue& value);

} // namespace periapt::cli
