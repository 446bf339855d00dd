#include "layers/layer_stack.h"

#include "core/error.h"

#include <fmt/ranges.h>

#include <algorithm>

namespace periapt::layers {
namespace {

constexpr std::size_t deepest_stack = 64;

class LayerResolver {
public:
  explicit LayerResolver(const LayerSearch& search) : search_(search) {}

  void add(LayerPlace place) {
    enter(place);
    auto layer = read_layer(std::move(place));
    for (const auto& include : layer.includes) {
      auto found = search_.find(include, layer);
      if (LayerSearch::is_interface(include)) add_interface(read_interface(std::move(found)), layer);
      else if (!is_known(stack.layers, found, layer)) add(std::move(found));
    }
    open_.pop_back();
    folders_.pop_back();
    stack.layers.push_back(std::move(layer));
  }

  LayerStack stack;

private:
  void enter(const LayerPlace& place) {
    const auto folder = weakly_canonical(place.folder);
    const bool is_open = std::find(folders_.begin(), folders_.end(), folder) != folders_.end();
    open_.push_back(place.name);
    folders_.push_back(folder);
    if (is_open)
      throw make_error(ErrorKind::invalid, "layers include each other: \"{}\"", fmt::join(open_, "\" -> \""));
    if (open_.size() > deepest_stack)
      throw make_error(ErrorKind::invalid, "layers include each other more than {} deep", deepest_stack);
  }

  void add_interface(InterfaceLayer interface, const Layer& from) {
    if (!is_known(stack.interfaces, interface, from)) stack.interfaces.push_back(std::move(interface));
  }

  /// One name stands for one layer: taking the first of two silently would build another charm than was meant.
  template <class Known>
  static bool is_known(const std::vector<Known>& known, const LayerPlace& place, const Layer& from) {
    const auto found =
        std::find_if(known.begin(), known.end(), [&](const auto& other) { return other.name == place.name; });
    if (found == known.end()) return false;
    if (weakly_canonical(found->folder) != weakly_canonical(place.folder))
      throw make_error(ErrorKind::invalid,
                       "layers conflict: \"{}\", which layer \"{}\" includes, is {}, but \"{}\" is included as well "
                       "and is {}",
                       place.url, from.name, place.folder.string(), found->url, found->folder.string());
    return true;
  }

  const LayerSearch& search_;
  std::vector<std::string> open_; // layers whose includes are being added
  std::vector<std::filesystem::path> folders_; // theirs; a charm may bear the name of a layer
};

} // namespace

LayerStack resolve_layers(LayerPlace charm, const LayerSearch& search) {
  LayerResolver resolver(search);
  resolver.add(std::move(charm));
  return std::move(resolver.stack);
}

} // namespace periapt::layers
