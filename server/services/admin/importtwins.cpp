// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/importtwins.h"

#include "server/services/admin/accountdraft.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

using Outcome = ImportedAccount::Outcome;

QString keyOf(const AccountName &name)
{
    return name.field + u':' + name.identifier.value;
}

} // namespace

//! Only who is new can be the one who was there a moment before.
ImportedAccount ImportTwins::settle(ImportedAccount imported)
{
    const bool isNew = imported.outcome == Outcome::Created;
    if (!imported.view || (!isNew && imported.outcome != Outcome::Updated))
        return imported;
    const AccountView view = *imported.view;
    const auto names = namesOf(view.user);
    for (const AccountName &name : names) {
        const auto earlier = m_earlier.constFind(keyOf(name));
        if (earlier == m_earlier.constEnd() || earlier->user.id == view.user.id)
            continue;
        if (!isNew || m_policy == OnConflict::Fail)
            return {.outcome = Outcome::Failed, .error = taken(name)};
        const bool isLeft = m_policy == OnConflict::Skip;
        return {.outcome = isLeft ? Outcome::Skipped : Outcome::Updated, .view = *earlier};
    }
    for (const AccountName &name : names)
        m_earlier.insert(keyOf(name), view);
    return imported;
}

} // namespace linnet
