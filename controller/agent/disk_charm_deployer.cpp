#include "agent/disk_charm_deployer.h"

#include "base/file.h"
#include "base/program_path.h"
#include "charm/deployment.h"
#include "hook_tools/tools.h"

#include <boost/asio/post.hpp>

#include <utility>

namespace periapt::agent {
namespace {

namespace fs = std::filesystem;

charm::CharmDeployment deployment_of(const MachineLayout& layout, const std::string& tag) {
  return {layout.charm(tag), layout.unit_state(tag)};
}

/// tools/<unit>/: our own copy of the tool client, and one link for each name that leads to it.
void make_tools(const MachineLayout& layout, const std::string& tag) {
  const auto folder = layout.tools(tag);
  make_folders(folder);
  const auto client = folder / ".hook-tool";
  const auto fresh = folder / ".hook-tool.new"; // the old one may be running
  fs::copy_file(find_program("hook-tool"), fresh, fs::copy_options::overwrite_existing);
  fs::permissions(fresh, fs::perms(0755));
  fs::rename(fresh, client);
  const auto offer = [&](std::string_view name, const fs::path& program) {
    const auto link = folder / name;
    if (fs::symlink_status(link).type() != fs::file_type::not_found) return;
    fs::create_symlink(program, link);
  };
  for (const auto name : hook_tools::tool_names()) offer(name, client.filename());
  for (const auto name : {"juju-exec", "juju-run"}) offer(name, own_program());
}

DeployOutcome deploy_now(const MachineLayout& layout, const std::string& tag, const std::string& id,
                         const fs::path& archive) {
  try {
    make_folders(layout.unit_state(tag));
    deployment_of(layout, tag).deploy(id, archive);
    make_tools(layout, tag);
    return {std::make_shared<const charm::Charm>(charm::read_charm(layout.charm(tag))), std::nullopt};
  } catch (const Error& error) {
    return {nullptr, error};
  } catch (const std::exception& error) {
    return {nullptr, Error(ErrorKind::internal, error.what())};
  }
}

} // namespace

DiskCharmDeployer::DiskCharmDeployer(boost::asio::io_context& io, client::AsyncClient& client, MachineLayout layout,
                                     std::function<void(const UnitName&)> removed)
    : io_(io), client_(client), layout_(std::move(layout)), removed_(std::move(removed)) {}

DiskCharmDeployer::~DiskCharmDeployer() { *alive_ = false; }

fs::path DiskCharmDeployer::archive_of(const CharmRef& charm) const {
  return layout_.root / "charms" / (charm.sha256 + ".charm");
}

void DiskCharmDeployer::deploy(const UnitName& unit, const CharmRef& charm, Done done) {
  const auto archive = archive_of(charm);
  if (fs::exists(archive)) return unpack(unit, charm, std::move(done));
  make_folders(archive.parent_path());
  const auto fetched = [this, alive = alive_, unit, charm, done = std::move(done)](const client::Answer& answer) {
    if (!*alive) return;
    if (answer.error) return done({nullptr, answer.error});
    unpack(unit, charm, done);
  };
  client_.download(client::target({"charms", charm.sha256}), archive, fetched);
}

void DiskCharmDeployer::unpack(const UnitName& unit, const CharmRef& charm, Done done) {
  auto work = [this, alive = alive_, layout = layout_, tag = unit.tag(), id = charm.sha256,
               archive = archive_of(charm), done = std::move(done)] {
    auto outcome = deploy_now(layout, tag, id, archive);
    boost::asio::post(io_, [alive, done, outcome = std::move(outcome)] {
      if (*alive) done(outcome);
    });
  };
  unpacking_.insert_or_assign(unit.str(), std::jthread(std::move(work)));
}

std::shared_ptr<const charm::Charm> DiskCharmDeployer::load(const UnitName& unit) {
  try {
    if (!deployment_of(layout_, unit.tag()).deployed()) return nullptr;
    return std::make_shared<const charm::Charm>(charm::read_charm(layout_.charm(unit.tag())));
  } catch (const Error&) {
    return nullptr; // damaged: it is deployed again
  }
}

void DiskCharmDeployer::remove(const UnitName& unit) {
  unpacking_.erase(unit.str());
  remove_tree(layout_.unit(unit.tag()));
  remove_tree(layout_.tools(unit.tag()));
  removed_(unit);
}

} // namespace periapt::agent
