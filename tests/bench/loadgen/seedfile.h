// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace linnet::bench {

//! \brief What linnet-seed wrote into the database, and the tokens to use it with.
struct SeedFile
{
    struct Person
    {
        std::string id;
        std::string token;
    };
    struct Pair
    {
        std::string conversation;
        size_t sender = 0; //!< Indexes of people.
        size_t receiver = 0;
    };

    std::vector<Person> people;
    std::vector<Pair> pairs;
    std::vector<size_t> listers; //!< People with twenty conversations each.
    std::string group; //!< A conversation of groupSize people.
    size_t groupFirst = 0; //!< Where they begin.
    size_t groupSize = 0;
    std::string history; //!< A conversation with many messages.
    size_t historyReader = 0; //!< Who is in it.
    std::string historyOldest; //!< Time after its fiftieth message, ISO-8601.

    //! \return the file at \p path; ends the program if it is not one.
    static SeedFile read(const std::string &path);
};

} // namespace linnet::bench
