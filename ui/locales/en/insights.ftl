# insights
