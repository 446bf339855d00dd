// Storage and its pools. Use cases: services/storage.h.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"
#include "wire/storage_messages.h"

namespace periapt::transport {

wire::StorageList list_storage(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::ApplicationStorage application_storage(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::Empty set_application_storage(Controller& controller, store::WriteTransaction& transaction, const Call& call,
                                    const wire::SetApplicationStorage& request);
wire::StorageIds add_storage(Controller& controller, store::WriteTransaction& transaction, const Call& call,
                             const wire::AddStorage& request);
wire::StorageResults attach_storage(Controller&, store::WriteTransaction& transaction, const Call& call,
                                    const wire::AttachStorage& request);
wire::StorageResults detach_storage(Controller&, store::WriteTransaction& transaction, const Call& call,
                                    const wire::DetachStorage& request);
wire::StorageResults remove_storage(Controller&, store::WriteTransaction& transaction, const Call& call,
                                    const wire::RemoveStorage& request);
wire::StoragePools list_storage_pools(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::Empty create_storage_pool(Controller&, store::WriteTransaction& transaction, const Call& call,
                                const wire::CreateStoragePool& request);
wire::Empty update_storage_pool(Controller&, store::WriteTransaction& transaction, const Call& call,
                                const wire::UpdateStoragePool& request);
wire::Empty remove_storage_pool(Controller&, store::WriteTransaction& transaction, const Call& call,
                                const wire::RemoveStoragePool& request);

} // namespace periapt::transport
