// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/seed/seeding.h"

#include <QJsonObject>

#include <vector>

namespace linnet::bench {

//! \brief How much there is to administer.
struct PopulationSize
{
    //! \return a population around so many \p people.
    static PopulationSize of(int people);

    int people = 100'000;
    int sessions = 100'000; //!< That are active.
    int ended = 50'000;
    int groups = 2'000;
    int members = 20; //!< Of each group.
    int files = 100'000; //!< Sent in the groups.
    int attempts = 50'000; //!< One-time codes that were asked for.
    int actions = 50'000; //!< Entries of the audit log.
    int talk = 100'000; //!< Messages that the first of all people wrote.
    int chats = 20; //!< That those are in.
};

//! \brief Fills an empty database with what an administrator of a large server finds.
//!
//! Goes through the stores; ends the program at the first error. The same size gives the same
//! people, devices and addresses, on the days before now.
class Population
{
public:
    Population(Foundation &foundation, const PopulationSize &size);

    //! \return what is where.
    QJsonObject add();

private:
    void addPeople();
    void addSessions();
    void addGroups();
    void addFiles();
    void addAttempts();
    void addActions();
    void addTalk();
    Session session(int number) const;
    UserId person(int number) const { return m_people[size_t(number) % m_people.size()]; }
    Timestamp moment(int number, int count) const;

    Foundation &m_foundation;
    const PopulationSize m_size;
    const Timestamp m_now;
    std::vector<UserId> m_people;
    std::vector<ConversationId> m_groups;
    std::vector<QByteArray> m_blobs;
};

} // namespace linnet::bench
