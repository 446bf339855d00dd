// The JSON of what only agents keep, and of entities one by one (messages are instantiated in wire).
#include "agent/commands.h"
#include "agent/unit_record.h"
#include "core/entities.h"
#include "wire/codec_templates.h"

PERIAPT_WIRE_INSTANTIATE(periapt::resolver::LocalState)
PERIAPT_WIRE_INSTANTIATE(periapt::agent::UnitRecord)
PERIAPT_WIRE_INSTANTIATE(periapt::agent::CommandRequest)
PERIAPT_WIRE_INSTANTIATE(periapt::ModelEntity)
PERIAPT_WIRE_INSTANTIATE(periapt::MachineEntity)
PERIAPT_WIRE_INSTANTIATE(periapt::ApplicationEntity)
PERIAPT_WIRE_INSTANTIATE(periapt::UnitEntity)
PERIAPT_WIRE_INSTANTIATE(periapt::RelationEntity)
PERIAPT_WIRE_INSTANTIATE(periapt::RelationUnitEntity)
PERIAPT_WIRE_INSTANTIATE(periapt::RelationApplicationEntity)
PERIAPT_WIRE_INSTANTIATE(periapt::SecretEntity)
PERIAPT_WIRE_INSTANTIATE(periapt::TaskEntity)
PERIAPT_WIRE_INSTANTIATE(periapt::StorageEntity)
