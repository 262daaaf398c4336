// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/storagelist.h"

#include "common/domain/mediaview.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;
using Show = Column::Show;

const Table Shown{u"FileList"_s,
                  {
                      {u"ID"_s, u"id"_s},
                      {u"NAME"_s, u"name"_s},
                      {u"TYPE"_s, u"type"_s},
                      {u"SIZE"_s, u"size"_s, As::Bytes},
                      {u"OWNER"_s, u"owner.name"_s},
                      {u"OWNER ID"_s, u"owner.id"_s, As::Text, Show::Wide},
                      {u"CREATED"_s, u"createdAt"_s, As::Time},
                      {u"STATE"_s, u"state"_s},
                      {u"UNUSED"_s, u"unused"_s, As::Text, Show::Wide},
                      {u"PINNED"_s, u"pinned"_s, As::Text, Show::Wide},
                      {u"REMOVED"_s, u"removedAt"_s, As::Time, Show::Wide},
                      {u"BECAUSE"_s, u"removedBecause"_s, As::Text, Show::Wide},
                  }};

} // namespace

StorageList::StorageList()
    : ListCommand({
        .name = u"storage list"_s,
        .summary = u"List files; what is in them is not shown."_s,
        .examples = {u"linnetctl storage list --filter 'size>10MB created<-90d'"_s,
                     u"linnetctl storage list --filter 'type:video/* owner:alice' --limit 20"_s,
                     u"linnetctl storage list --filter 'unused:yes' --count"_s},
        .path = {u"storage"_s, u"files"_s},
        .table = Shown,
        .filterFields = mediaFields,
        .orders = orderNames(mediaKeys()),
    })
{}

} // namespace linnet::cli
