// A message with lists that are made only while it is written. Its reader can begin before it is whole, and nobody holds
// all of it: a model has thousands of units. On the wire it is the same as one that was whole. Threads: the writer's.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace periapt::wire {

/// Makes a list: gives one element after the other. What it throws leaves the writing.
template <class E>
using Making = std::function<void(const std::function<void(const E&)>& give)>;

using GiveAny = std::function<void(const void* element)>;

template <class T>
class Unfinished {
public:
  explicit Unfinished(T known) : known_(std::move(known)) {}

  /// After the elements that the list has.
  template <class E>
  Unfinished& add(std::vector<E> T::*list, Making<E> make) {
    lists_.push_back({.place = [list](const T& message) -> const void* { return &(message.*list); },
                      .make = [make = std::move(make)](const GiveAny& give) { make([&give](const E& element) { give(&element); }); }});
    return *this;
  }

  const T& known() const { return known_; }

  /// Makes what is missing of the list that is there in known(), if something is.
  void make_rest_of(const void* list, const GiveAny& give) const {
    for (const auto& one : lists_)
      if (one.place(known_) == list) one.make(give);
  }

private:
  struct List {
    std::function<const void*(const T&)> place;
    std::function<void(const GiveAny&)> make;
  };

  T known_;
  std::vector<List> lists_;
};

/// Hears a part of a text that goes on.
using SendPart = std::function<void(std::string part)>;

/// The message's text, in parts of some 64 KiB as they are made; returns the last one, which may be all. Throws as encode().
template <class T>
std::string encode(const Unfinished<T>& message, const SendPart& send);

} // namespace periapt::wire
