// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/identityparts.h"

#include <QJsonArray>
#include <QJsonObject>

namespace linnet::bench {

//! \brief How much to write.
struct SeedSize
{
    int people = 10'300;
    int pairs = 100;
    int listers = 32; //!< People with twenty conversations each.
    int group = 500;
    int history = 1'000'000; //!< Messages of one conversation.
};

//! \brief Fills an empty database with people who are signed in, and with what they have said.
//!
//! Goes through the stores; ends the program at the first error.
class Seeder
{
public:
    Seeder(Foundation &foundation, KeyRing &keys, const SeedSize &size);

    //! \return what the generator needs to know.
    QJsonObject seed(const Config &config);

private:
    void addPeople();
    void addPairs();
    void addLists();
    void addGroup();
    void addHistory();
    QJsonArray signTokens(const Config &config);
    Result<ConversationId> addDirect(Stores &stores, int one, int other);
    Result<> addMessage(Stores &stores, ConversationId conversation, int sender, Timestamp at);

    Foundation &m_foundation;
    KeyRing &m_keys;
    const SeedSize m_size;
    const Timestamp m_begin;
    std::vector<User> m_people;
    std::vector<SessionId> m_sessions;
    QJsonObject m_facts;
    int m_messages = 0;
};

} // namespace linnet::bench
