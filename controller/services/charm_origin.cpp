#include "services/charm_origin.h"

#include "core/error.h"
#include "store/application_repository.h"
#include "store/charm_origin_repository.h"
#include "store/charm_repository.h"

#include <algorithm>

namespace periapt::services {
namespace {

constexpr std::size_t longest_source = 2048;

bool is_commit_id(const std::string& text) {
  return text.size() == 40 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

void check_source(const CharmOrigin& origin) {
  if (origin.source.size() > longest_source)
    throw make_error(ErrorKind::invalid, "the source of charm \"{}\" is longer than {} bytes", origin.charm_url,
                     longest_source);
  if (!is_commit_id(origin.commit_id))
    throw make_error(ErrorKind::invalid, "\"{}\" is not the id of a commit", origin.commit_id);
}

} // namespace

void note_charm_origin(store::WriteTransaction& transaction, ModelId model, const CharmOrigin& origin) {
  const auto charm = store::charms::find(transaction, model, origin.charm_url);
  if (!charm) throw make_error(ErrorKind::not_found, "charm \"{}\" not found", origin.charm_url);
  if (!origin.source.empty()) {
    check_source(origin);
    store::charm_origins::insert_origin(transaction, charm->id, {origin.source, origin.commit_id});
  }
  if (!origin.build.layers.empty()) store::charm_origins::insert_build(transaction, charm->id, origin.build);
}

CharmOrigin charm_origin(const store::ReadTransaction& transaction, ModelId model, const std::string& application) {
  const auto row = store::applications::get(transaction, model, application);
  const auto source = store::charm_origins::origin(transaction, row.charm).value_or(store::CharmOriginRow{});
  return {.charm_url = store::charms::get(transaction, row.charm).ref.url,
          .source = source.source,
          .commit_id = source.commit_id,
          .build = store::charm_origins::build(transaction, row.charm)};
}

} // namespace periapt::services
