// Text that is made of many small pieces, as JSON is: appending one costs no call, and of fixed pieces hardly more than
// storing them. Threads: one.
#pragma once

#include "core/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace periapt {

class TextBuilder {
public:
  TextBuilder() = default;
  /// With space for so many bytes.
  explicit TextBuilder(std::size_t expected) { text_.reserve(expected); }

  std::size_t size() const { return size_; }
  std::size_t capacity() const { return text_.capacity(); }
  std::string_view view() const { return {text_.data(), size_}; }

  void add(char c) {
    *room(1) = c;
    ++size_;
  }
  void add(std::string_view piece) {
    piece.copy(room(piece.size()), piece.size());
    size_ += piece.size();
  }
  template <std::size_t length>
  void add(const std::array<char, length>& piece) {
    std::memcpy(room(length), piece.data(), length);
    size_ += length;
  }

  /// As append_json_string().
  [[nodiscard]] bool add_json_string(std::string_view text) {
    if (add_plain_string(text)) return true;
    std::string quoted;
    if (!append_json_string(quoted, text)) return false;
    add(quoted);
    return true;
  }

  /// Takes back what was added after it had this size.
  void shorten(std::size_t size) { size_ = std::min(size_, size); }

  /// The text; the builder is empty then.
  std::string take() {
    text_.resize(size_);
    size_ = 0;
    return std::exchange(text_, {});
  }

private:
  char* room(std::size_t bytes) {
    if (text_.size() - size_ < bytes) grow(bytes);
    return text_.data() + size_;
  }
  /// By little, since a string fills with zeros what it grows by: they are still in the cache when text takes their place.
  void grow(std::size_t bytes) { text_.resize(size_ + std::max(bytes, std::clamp<std::size_t>(size_, 256, 16 * 1024))); }

  /// Most texts stand in JSON as they are: looked at and copied in one go, a word at a time, the last one overlapping.
  bool add_plain_string(std::string_view text) {
    char* const quoted = room(text.size() + 2);
    const bool plain = text.size() >= sizeof(std::uint64_t)   ? copy_plain<std::uint64_t>(quoted + 1, text)
                       : text.size() >= sizeof(std::uint32_t) ? copy_plain<std::uint32_t>(quoted + 1, text)
                                                              : copy_plain_bytes(quoted + 1, text);
    if (!plain) return false;
    quoted[0] = quoted[text.size() + 1] = '"';
    size_ += text.size() + 2;
    return true;
  }

  template <class Word>
  static bool copy_plain(char* to, std::string_view text) {
    const auto last = text.size() - sizeof(Word);
    Word word = 0;
    for (std::size_t at = 0;; at = std::min(at + sizeof word, last)) {
      std::memcpy(&word, text.data() + at, sizeof word);
      if (!is_plain_json(word)) return false;
      std::memcpy(to + at, &word, sizeof word);
      if (at == last) return true;
    }
  }
  static bool copy_plain_bytes(char* to, std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (!is_plain_json(static_cast<std::uint8_t>(text[i]))) return false;
      to[i] = text[i];
    }
    return true;
  }

  std::string text_; // with what is not taken yet
  std::size_t size_ = 0;
};

} // namespace periapt
