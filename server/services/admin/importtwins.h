// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/admin/accountimport.h"

#include <QHash>

namespace linnet {

//! \brief Finds whom a rehearsed import names twice: none of them is stored, so that no rule of the
//! storage sees it.
class ImportTwins
{
public:
    explicit ImportTwins(OnConflict policy)
        : m_policy(policy)
    {}

    //! \return what would come of the next account, of which \p imported is what would come of it
    //! alone.
    ImportedAccount settle(ImportedAccount imported);

private:
    const OnConflict m_policy;
    QHash<QString, AccountView> m_earlier; //!< By what they would be known by.
};

} // namespace linnet
