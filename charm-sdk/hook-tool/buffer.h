// Bytes that grow, straight from the kernel. Never freed: the program lives for one call.
#pragma once

#include "system.h"

#include <string_view>

[[noreturn]] void fail(std::string_view message);

class Buffer {
public:
  char* data() { return data_; }
  const char* data() const { return data_; }
  std::size_t size() const { return size_; }
  void clear() { size_ = 0; }

  /// At least `room` more bytes may then be written at end().
  void reserve(std::size_t room) {
    if (capacity_ - size_ >= room) return;
    std::size_t wanted = capacity_ == 0 ? first_capacity : capacity_;
    while (wanted - size_ < room) wanted *= 2;
    const long place = capacity_ == 0 ? sys::map_memory(wanted) : sys::grow_memory(data_, capacity_, wanted);
    if (place < 0 && place > -4096) fail("out of memory");
    data_ = reinterpret_cast<char*>(place);
    capacity_ = wanted;
  }
  char* end() { return data_ + size_; }
  std::size_t room() const { return capacity_ - size_; }
  void grown(std::size_t bytes) { size_ += bytes; }

  void append(const void* bytes, std::size_t size) {
    reserve(size);
    memcpy(end(), bytes, size);
    grown(size);
  }
  void append(std::string_view text) { append(text.data(), text.size()); }
  void append_u32(std::uint32_t value) { append(&value, sizeof value); }

private:
  static constexpr std::size_t first_capacity = 64 * 1024;

  char* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};
