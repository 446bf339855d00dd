// What a program does with its memory when it now and then makes something large.
#pragma once

namespace periapt {

/// Freed memory is kept, up to 32 MiB for each thread that had as much, instead of being given back to the system. For a
/// program that now and then needs tens of megabytes for a moment (the status of a large model): having them mapped anew
/// each time costs as much as filling them. Once, before there are other threads.
void keep_freed_memory();

/// Some 30 MiB that the heap gives out next are taken from the system in pages of 2 MiB, where it has such pages: they are
/// mapped in a tenth of the time; threads that begin from then on share that heap. Just before something large is made,
/// after keep_freed_memory(); what is not used of it is never there. Source: madvise(2), mallopt(3). Threads: any.
void expect_something_large();

} // namespace periapt
