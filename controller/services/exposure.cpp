#include "services/exposure.h"

#include "core/cidr.h"
#include "core/error.h"
#include "services/report_parts.h"
#include "store/application_repository.h"

#include <algorithm>

namespace periapt::services {
namespace {

using namespace store;

constexpr auto only_space = "alpha";

std::vector<ExposureRow>::iterator find_exposed(std::vector<ExposureRow>& rows, const std::string& endpoint) {
  return std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.endpoint == endpoint; });
}

std::vector<std::string> sorted_once(std::vector<std::string> list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

void require_valid(const ReadTransaction& transaction, const ApplicationRow& application, const ExposeRequest& request) {
  const auto known = binding_names(transaction, application.charm);
  for (const auto& endpoint : request.endpoints)
    if (!endpoint.empty() && std::find(known.begin(), known.end(), endpoint) == known.end())
      throw make_error(ErrorKind::not_found, "cannot expose application \"{}\": endpoint \"{}\" not found",
                       application.name, endpoint);
  for (const auto& space : request.spaces)
    if (space != only_space)
      throw make_error(ErrorKind::not_found, "cannot expose application \"{}\": space \"{}\" not found",
                       application.name, space);
  for (const auto& cidr : request.cidrs)
    if (!is_cidr(cidr)) throw make_error(ErrorKind::invalid, "unable to parse \"{}\" as a CIDR", cidr);
}

} // namespace

void expose(WriteTransaction& transaction, ModelId model, const std::string& name, const ExposeRequest& request) {
  const auto application = applications::get(transaction, model, name);
  if (application.life != Life::alive)
    throw make_error(ErrorKind::conflict, "cannot expose application \"{}\": it is being removed", name);
  require_valid(transaction, application, request);
  auto rows = applications::exposure(transaction, application.id);
  const bool everybody = request.spaces.empty() && request.cidrs.empty();
  if (request.endpoints.empty() && everybody && rows.empty()) {
    if (!application.exposed) applications::set_exposure(transaction, application, true, {});
    return;
  }
  // Endpoints of their own beside "all to everybody" need that said: it was the meaning of no rows.
  if (application.exposed && rows.empty()) rows.push_back({"", {}, {"0.0.0.0/0", "::/0"}});
  const ExposureRow wanted{"", sorted_once(request.spaces),
                           everybody ? std::vector<std::string>{"0.0.0.0/0", "::/0"} : sorted_once(request.cidrs)};
  auto endpoints = request.endpoints;
  if (endpoints.empty()) endpoints.emplace_back();
  for (const auto& endpoint : endpoints) {
    auto place = find_exposed(rows, endpoint);
    if (place == rows.end()) place = rows.insert(rows.end(), wanted);
    *place = {endpoint, wanted.spaces, wanted.cidrs};
  }
  applications::set_exposure(transaction, application, true, rows);
}

void unexpose(WriteTransaction& transaction, ModelId model, const std::string& name,
              const std::vector<std::string>& endpoints) {
  const auto application = applications::get(transaction, model, name);
  if (!application.exposed && endpoints.empty()) return;
  auto rows = applications::exposure(transaction, application.id);
  if (application.exposed && rows.empty()) rows.push_back({"", {}, {}}); // all of them, to everybody
  for (const auto& endpoint : endpoints) {
    const auto place = find_exposed(rows, endpoint);
    if (place == rows.end())
      throw make_error(ErrorKind::not_found, "cannot unexpose application \"{}\": endpoint \"{}\" is not exposed", name,
                       endpoint);
    rows.erase(place);
  }
  if (endpoints.empty()) rows.clear();
  applications::set_exposure(transaction, application, !rows.empty(), rows);
}

} // namespace periapt::services
