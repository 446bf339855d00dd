// model_sim: the real services, store, delivery and agents in one process and in virtual time.
//   model_sim [--histories N] [--seed S] [--defect NAME | --all-defects] [--show]
#include "sim/command.h"
#include "sim/model/world.h"

int main(int argc, char** argv) {
  using namespace periapt::sim;
  return simulate<ModelWorld, ModelDefect>({"model_sim", 500, expected_coverage(), expected_crashes()}, argc, argv);
}
