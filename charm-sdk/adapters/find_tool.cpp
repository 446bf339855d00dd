#include "adapters/find_tool.h"

#include "core/error.h"

#include <unistd.h>

namespace periapt::adapters {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> folders_of(const std::string& path) {
  std::vector<fs::path> folders;
  for (std::size_t begin = 0; begin < path.size();) {
    const auto end = std::min(path.find(':', begin), path.size());
    if (end > begin) folders.emplace_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return folders;
}

} // namespace

fs::path find_tool(const Adapter& adapter, const charm::Handler& handler, const std::string& path) {
  const auto needs = adapter.needs();
  auto folders = folders_of(path);
  folders.insert(folders.end(), needs.folders.begin(), needs.folders.end());
  for (const auto& program : needs.programs)
    for (const auto& folder : folders)
      if (const auto file = folder / program; fs::is_regular_file(file) && ::access(file.c_str(), X_OK) == 0) return file;
  throw make_error(ErrorKind::not_found, "handler for {} needs {}, which is not installed (package {})", handler.event,
                   handler.tool, needs.package);
}

} // namespace periapt::adapters
