// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/chatplaces.h"
#include "cli/commands/peopleimport.h"

namespace linnet::cli {

//! \return what a server is told of \p message, a line of the file whose sender is there. What it
//! answers may have been left out, and who is named may not be there.
//! \param places what the messages of its conversation are known by.
QJsonObject pastMessage(const QJsonObject &message, const PeopleImport &people,
                        const ChatPlaces &places);

//! \return whether nobody wrote \p message, or there is nothing left of it.
bool isEmptyMessage(const QJsonObject &message);

//! \return who wrote \p message, and whom they name: their ids on the server. Of whom a line of the
//! system says that they came, that is true from there on only, so that they are left out.
QStringList peopleIn(const QJsonObject &message, const PeopleImport &people);

} // namespace linnet::cli
