// What a program does with memory that it has freed.
#pragma once

namespace periapt {

/// Keeps it, up to 32 MiB for each thread that had as much, instead of giving it back to the system. For a program that
/// now and then needs tens of megabytes for a moment (the status of a large model): having them mapped anew each time
/// costs as much as filling them. Once, before there are other threads.
void keep_freed_memory();

} // namespace periapt
