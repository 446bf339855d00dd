// Small trees of layers, written where a test can build them.
#pragma once

#include "layers/build.h"
#include "support/temporary_folder.h"

#include "core/error.h"

#include <map>
#include <string>

namespace periapt::test {

/// Layers below <folder>/layers, interfaces below <folder>/interfaces; "path" -> text, "path -> target" for links.
using Texts = std::map<std::string, std::string>;

class LayerTree : public layers::LayerOrigin {
public:
  explicit LayerTree(const Texts& files) { add(files); }

  void add(const Texts& files) const {
    for (const auto& [path, text] : files) {
      const auto file = folder_ / path;
      make_folders(file.parent_path());
      if (text.starts_with("-> ")) std::filesystem::create_symlink(text.substr(3), file);
      else write_file_atomically(file, text, path.ends_with(".sh") ? 0755 : 0644);
    }
  }

  layers::BuildRequest request(const std::string& layer) const {
    return {.source = folder_ / ("layers/" + layer),
            .output = folder_ / "built",
            .folders = {{folder_ / "layers"}, {folder_ / "interfaces"}},
            .wheelhouse = layers::WheelhouseKind::none};
  }
  layers::BuiltCharm build(const std::string& layer) { return build_charm(request(layer), *this); }

  /// Why it cannot be built; a refused build leaves nothing.
  std::string refusal(const std::string& layer) {
    try {
      build(layer);
    } catch (const Error& error) {
      return exists(folder_ / "built") ? "something was left" : without_folder(error.what());
    }
    return "it was built";
  }

  std::string text(const std::string& path) const { return read_file(folder_ / ("built/" + path)); }
  bool has(const std::string& path) const { return exists(symlink_status(folder_ / ("built/" + path))); }
  const std::filesystem::path& folder() const { return folder_.path(); }

  std::string revision(const std::filesystem::path&) override { return "r1"; }
  std::filesystem::path fetch(const layers::LayerRepository& wanted) override {
    fetched += wanted.url + " " + wanted.revision + " " + wanted.subfolder + ";";
    return folder_ / "fetched";
  }
  std::vector<std::filesystem::path> indexes() override { return {folder_ / "index"}; }
  std::string fetched;

private:
  std::string without_folder(std::string text) const {
    const auto name = folder_.path().string();
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name)) text.replace(at, name.size(), "");
    return text;
  }

  TemporaryFolder folder_;
};

inline constexpr const char* metadata_text = "name: top\nsummary: s\ndescription: d\n";

/// A charm with one layer below it, and more files.
inline Texts a_charm(const Texts& more) {
  Texts files{{"layers/base/hooks/hook.template", "#!/bin/sh\necho {}\n"},
              {"layers/top/metadata.yaml", metadata_text},
              {"layers/top/layer.yaml", "includes: ['layer:base']\nrepo: here\n"}};
  for (const auto& [path, text] : more) files[path] = text;
  return files;
}

} // namespace periapt::test
