// What encoder, decoder and schema share: telling the kinds of members apart, and the place of an error.
#pragma once

#include "core/config_value.h"
#include "core/ids.h"

#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace periapt::wire {

/// Where in a document we are: a chain of stack objects, spelled only when an error needs it.
struct Place {
  const Place* parent = nullptr;
  std::string_view field = {};
  std::size_t index = 0; // when `field` is empty
};

std::string spell(const Place& place); // $.units[2].name

template <class T>
inline constexpr bool is_id = false;
template <class Tag>
inline constexpr bool is_id<Id<Tag>> = true;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

template <class T>
inline constexpr bool is_string_map = false;
template <class T>
inline constexpr bool is_string_map<std::map<std::string, T>> = true;

template <class T>
inline constexpr bool is_described_struct = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public>;

/// Texts, ids and structs say what a message is about; everything else has a sensible default.
template <class T>
inline constexpr bool is_required = std::is_same_v<T, std::string> || is_id<T> || is_described_struct<T>;

} // namespace periapt::wire
